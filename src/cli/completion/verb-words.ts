import type { Command, OptionRow } from '../command.ts';
import { flagsOf, helpRow, operandOf } from '../flags.ts';
import { choicesFill, fillOf, type Fill, type Known } from './fills.ts';

export interface FlagWords {
  readonly short: string | null;
  readonly long: string;
  readonly means: string;
  /** What its value is called, and what it can be; null for a switch. */
  readonly value: { readonly called: string; readonly fill: Fill } | null;
}

export interface OperandWords {
  readonly called: string;
  readonly fill: Fill;
  readonly many: boolean;
}

/** All that can be typed after one verb. */
export interface VerbWords {
  readonly name: string;
  readonly means: string;
  readonly flags: readonly FlagWords[];
  readonly operands: readonly OperandWords[];
}

const flagWords = (row: OptionRow, known: Known): FlagWords => {
  const { short, long, takes } = flagsOf(row);
  const fill = row.choices === undefined ? fillOf(takes ?? '', known) : choicesFill(row.choices);
  return { short, long, means: row.means, value: takes === null ? null : { called: takes, fill } };
};

const helpVerb: Pick<Command, 'name' | 'summary' | 'options' | 'arguments'> = {
  name: 'help',
  summary: 'show the verbs, or the options of one',
  arguments: [{ name: '[verb]', means: 'a verb' }],
  options: [{ flags: '--all', means: 'every verb, and the exit codes' }],
};

/** What each verb takes, hidden ones left out. */
export const verbWords = (commands: readonly Command[], more: Omit<Known, 'verbs'>): readonly VerbWords[] => {
  const visible = [...commands.filter(({ group }) => group !== 'hidden'), helpVerb];
  const known: Known = { ...more, verbs: visible.map(({ name, summary }) => [name, summary] as const) };
  return visible.map(({ name, summary, options, arguments: operands }) => ({
    name,
    means: summary,
    flags: [...options, helpRow].map((row) => flagWords(row, known)),
    operands: operands.map((row) => {
      const { called, many } = operandOf(row);
      return { called, many, fill: fillOf(called, known) };
    }),
  }));
};
