// as: src/core/offender.ts
import type { Other } from './other.ts';
export type One = Other;
// as: src/core/other.ts
import type { One } from './offender.ts';
export type Other = One;
