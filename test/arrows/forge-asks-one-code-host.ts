// as: src/forge/offender.ts
import { text } from '../render/text.ts';
export const comment = text;
