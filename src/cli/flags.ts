import type { ArgumentRow, Command, OptionRow } from './command.ts';

/** The parts of `-o, --out <file>`. */
export interface Flags {
  readonly short: string | null;
  readonly long: string;
  /** What its value is called; null for a switch. */
  readonly takes: string | null;
}

export const flagsOf = ({ flags }: Pick<OptionRow, 'flags'>): Flags => {
  const [, short = null, long = '', takes = null] = /^(?:(-\w), )?(--[\w-]+)(?: <(.+)>)?$/.exec(flags) ?? [];
  return { short, long, takes };
};

/** The parts of `[file...]`. */
export interface Operand {
  readonly called: string;
  readonly many: boolean;
  readonly means: string;
}

export const operandOf = ({ name, means }: ArgumentRow): Operand => {
  const called = name.replace(/^[[<]|[\]>]$/g, '');
  return { called: called.replace(/\.\.\.$/, ''), many: called.endsWith('...'), means };
};

/** `onward settle [options] <run> [file...]` */
export const usageOf = ({ name, options, arguments: operands }: Command): string =>
  ['onward', name, ...(options.length > 0 ? ['[options]'] : []), ...operands.map((operand) => operand.name)].join(' ');

/** What bounds an option's value: its words, and what counts where nothing is said. */
export const boundsOf = ({ choices, default: usual, required }: OptionRow): readonly string[] => [
  ...(choices === undefined ? [] : [`one of ${choices.join(', ')}`]),
  ...(usual === undefined ? [] : [`default ${usual}`]),
  ...(required === true ? ['required'] : []),
];

/** The help that each verb has. */
export const helpRow: OptionRow = { flags: '-h, --help', means: 'show this help' };
