// as: src/cli/offender.ts
import { keep } from '../store/file-port.ts';
export const status = keep;
