// as: src/notify/offender.ts
import { request } from 'node:http';
export const ask = request;
