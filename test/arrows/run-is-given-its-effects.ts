// as: src/run/offender.ts
import { keep } from '../store/file-port.ts';
export const journal = keep;
