// as: src/render/offender.ts
import { keep } from '../store/file-port.ts';
export const show = keep;
