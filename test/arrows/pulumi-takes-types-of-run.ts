// as: src/pulumi/offender.ts
import { direct } from '../run/executor.ts';
export const walk = direct;
