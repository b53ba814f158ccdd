// as: src/app/offender.ts
import { readFile } from 'node:fs/promises';
export const readPlan = readFile;
