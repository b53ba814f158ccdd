// as: src/ci/offender.ts
import { spawn } from 'node:child_process';
export const job = spawn;
