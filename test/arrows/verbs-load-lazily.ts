// as: src/cli/offender.ts
import { run } from './commands/twin.ts';
export const verbs = [run];
