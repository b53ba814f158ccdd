// as: src/document/offender.ts
import { readFileSync } from 'node:fs';
export const read = readFileSync;
