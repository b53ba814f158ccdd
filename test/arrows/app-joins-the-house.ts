// as: src/app/offender.ts
import { Command } from 'commander';
export const plan = Command;
