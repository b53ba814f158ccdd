// as: src/ci/offender.ts
import { apply } from '../app/apply.ts';
export const job = apply;
