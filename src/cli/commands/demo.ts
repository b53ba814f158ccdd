import type { Run } from '../command.ts';

export const run: Run = () => Promise.reject(new Error('written next'));
