// as: src/generated/offender.ts
import { nothing } from 'no-such-package';
export const world = nothing;
