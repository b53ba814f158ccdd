// as: src/render/offender.ts
import { hostname } from 'node:os';
export const title = hostname;
