// as: src/page/offender.ts
import { nameOf } from '../core/address.ts';
export const show = nameOf;
