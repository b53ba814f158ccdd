// as: src/page/offender.ts
import { short } from '../core/decision.ts';
export const show = short;
