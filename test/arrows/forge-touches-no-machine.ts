// as: src/forge/offender.ts
import { readFile } from 'node:fs/promises';
export const event = readFile;
