// as: src/cli/offender.ts
import { start } from '../twin/start.ts';
export const twin = start;
