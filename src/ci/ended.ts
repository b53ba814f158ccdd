import { codes } from '../core/codes.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { exitCodes, type ExitName } from '../core/exit-code.ts';
import { fenced } from './fit.ts';
import { visible } from '../core/visible.ts';
import type { Ran } from './host.ts';

/** How a job ends: onward's own code, but that a parked run is no failure, and its cause is in the outputs. */
export const jobExit = (exit: number): number => (exit === exitCodes.parked.code ? exitCodes.done.code : exit);

const own: Readonly<Record<string, ExitName>> = { FRG011: 'locked', FRG012: 'stale', FRG015: 'usage' };

export const exitOf = (diagnostics: readonly Diagnostic[]): number =>
  exitCodes[own[diagnostics[0]?.code ?? ''] ?? 'error'].code;

/** `9 (parked)`; a code that is none of onward's own has no name. */
export const exitWords = (exit: number): string => {
  const found = Object.values(exitCodes).find(({ code }) => code === exit);
  return found === undefined ? String(exit) : `${exit} (${found.name})`;
};

/** The end of a text, from a whole line on. */
const tailOf = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const end = text.slice(-most);
  return `[...]\n${end.slice(end.indexOf('\n') + 1)}`;
};

const most = 16_000;

/** What a command said, where it left no plan to show. */
export const toldBy = (title: string, { exit, stdout, stderr }: Ran): string => {
  const text = tailOf(`${stdout}${stderr}`.trim(), most);
  return `### ${title}: exit ${exitWords(exit)}\n\n${text === '' ? '' : `${fenced(text)}\n`}`;
};

export const saidOf = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .map(({ code, summary, detail, remedy }) => {
      const lines = [`${code} ${summary}`, detail ?? codes[code].means, `fix: ${remedy ?? codes[code].remedy}`];
      return `${lines.map(visible).join('\n  ')}\n`;
    })
    .join('');
