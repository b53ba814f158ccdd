// as: src/twin/offender.ts
import { parsed } from '../document/parse.ts';
export const world = parsed;
