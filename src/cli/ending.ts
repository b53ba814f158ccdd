import { exitCodes } from '../core/exit-code.ts';
import { visible } from '../core/visible.ts';
import type { Ending } from './command.ts';

/** The last line on stderr: the exit code's number and name, and the next command. */
export const lastLine = ({ exit, next }: Ending): string => {
  const { code, name } = exitCodes[exit];
  return `exit ${code} (${name})${next === undefined ? '' : `  next: ${visible(next)}`}\n`;
};
