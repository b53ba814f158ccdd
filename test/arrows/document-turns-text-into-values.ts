// as: src/document/offender.ts
import { keep } from '../store/file-port.ts';
export const read = keep;
