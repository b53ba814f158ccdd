// as: src/core/offender.ts
import { createHash } from 'node:crypto';
export const digest = createHash;
