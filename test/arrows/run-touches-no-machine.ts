// as: src/run/offender.ts
import { setTimeout } from 'node:timers/promises';
export const wait = setTimeout;
