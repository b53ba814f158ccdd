// as: src/notify/offender.ts
import type { Executor } from '../run/executor.ts';
export const holder = (executor: Executor): Executor => executor;
