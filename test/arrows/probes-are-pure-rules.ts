// as: providers/probes/offender.ts
import http from 'node:http';
export const rules = http;
