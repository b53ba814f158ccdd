// as: src/store/offender.ts
import { spawn } from 'node:child_process';
export const hook = spawn;
