import type { JournalLine } from '../core/journal.ts';
import { openingWords, opensAt } from '../core/opening.ts';
import type { Plan } from '../core/plan.ts';
import { isGate } from '../core/step.ts';

/** What a gate, or a step that its window keeps back, waits for, by the journal's or a walk's word. */
export interface Waits {
  /** The gate's id, whose time it is. */
  readonly gate: string;
  readonly missing: readonly string[];
  readonly opensAt?: string;
}

/** What is parked by what became of each step last. */
export const waitsIn = (lines: readonly JournalLine[]): readonly Waits[] => {
  const last = new Map(lines.flatMap((line) => ('step' in line ? [[line.step, line] as const] : [])));
  return [...last.values()].flatMap((line) => (line.type === 'parked' ? [line] : []));
};

/** A yes is among what it waits for. */
export const lacksYes = ({ missing }: Pick<Waits, 'missing'>): boolean => missing.includes('approval');

/** Nothing but time is missing. */
const isTimeAlone = ({ missing }: Waits): boolean => missing.every((one) => one === 'window' || one === 'time');

/** The command for when the first of those that lack nothing but time may go on; null where there is none. */
export const timeCommand = ({ steps }: Plan, alias: string, waits: readonly Waits[]): string | null => {
  const [first] = waits
    .filter(isTimeAlone)
    .flatMap(({ gate: id, opensAt: at }) => {
      const gate = steps.filter(isGate).find((step) => step.id === id);
      return gate === undefined || at === undefined ? [] : [{ gate, at: Date.parse(at) }];
    })
    .sort((a, b) => a.at - b.at);
  return first === undefined ? null : `onward resume ${alias}   (from ${openingWords(first.gate, first.at)})`;
};

const minute = 60_000;

/** `3 h`, `2 d`, `12 min`: rounded up, so that nobody comes too early. */
const lengthWords = (ms: number): string => {
  if (ms <= 90 * minute) return `${Math.ceil(ms / minute)} min`;
  return ms <= 48 * 60 * minute ? `${Math.ceil(ms / 60 / minute)} h` : `${Math.ceil(ms / 24 / 60 / minute)} d`;
};

/** `opens Sat 2026-11-28 02:00 +08 (in 3 h)`, by a clock in epoch milliseconds; null: it waits for no time. */
export const opensWords = ({ steps }: Plan, { gate: id, missing, opensAt: told }: Waits, at: number): string | null => {
  const gate = steps.filter(isGate).find((step) => step.id === id);
  if (gate === undefined || Number.isNaN(at) || (!missing.includes('window') && !missing.includes('time'))) return null;
  // How long a wave rests counts from the journal, which is told by its line alone.
  const rested = gate.wave === undefined || told === undefined ? at : Math.max(at, Date.parse(told));
  const opens = opensAt(gate, rested);
  if (opens === null) return `its window ${gate.window?.name ?? ''} opens no more within a year`;
  return opens === at ? 'its time has come' : `opens ${openingWords(gate, opens)} (in ${lengthWords(opens - at)})`;
};
