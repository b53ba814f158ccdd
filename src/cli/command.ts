import type { ExitName } from '../core/exit-code.ts';
import type { Terminal } from './terminal.ts';

/** An option of a verb: help, environment variable and completion are made from this row. */
export interface OptionRow {
  readonly flags: string;
  readonly means: string;
  /** Every flag has one but those that answer or override (--approve, --gate, --take-over, --as, --evidence). */
  readonly env?: string;
  readonly default?: string;
  readonly choices?: readonly string[];
  readonly required?: true;
}

export interface ArgumentRow {
  /** `[file...]`, `<plan>`, as commander writes them. */
  readonly name: string;
  readonly means: string;
}

export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** How a verb ended, and the command that comes next; `silent` leaves out even the last line. */
export interface Ending {
  readonly exit: ExitName;
  readonly next?: string;
  readonly silent?: boolean;
}

export type Run = (
  context: Terminal,
  given: {
    readonly args: readonly string[];
    readonly values: Values;
    /** The whole table of verbs, for a verb that speaks of all of them. */
    readonly commands: readonly Command[];
  },
) => Promise<Ending>;

/** A verb. `load` keeps what only one verb needs off every other verb's way. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** first: shown by `onward --help`; more: shown by `onward help --all`; hidden: for shells, not for people. */
  readonly group: 'first' | 'more' | 'hidden';
  readonly arguments: readonly ArgumentRow[];
  readonly options: readonly OptionRow[];
  readonly examples: readonly string[];
  readonly load: () => Promise<{ readonly run: Run }>;
}

export const text = (values: Values, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};

export const isOn = (values: Values, name: string): boolean =>
  values[name] === true || values[name] === 'true' || values[name] === '1';
