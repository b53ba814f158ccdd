// as: src/pulumi/offender.ts
import { keep } from '../store/file-port.ts';
export const state = keep;
