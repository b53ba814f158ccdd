import { wallTime, type WallTime } from '../../core/local-time.ts';
import { openingWords, opensAt } from '../../core/opening.ts';
import { isGate, type GateStep, type Step } from '../../core/step.ts';
import { needOf, stretchBehind, type Need } from '../../core/stretch.ts';
import { fitOf, needWords } from '../../core/window-checks.ts';
import { nextOpening, type Opening, type Window } from '../../core/window.ts';
import { grouped } from './grouped.ts';
import { slotWords } from './slot-words.ts';

/** A gate that keeps to a window, and what the steps behind it need. */
interface Kept {
  readonly gate: GateStep;
  readonly window: Window;
  readonly need: Need;
}

const keptIn = (steps: readonly Step[]): readonly Kept[] =>
  steps.filter(isGate).flatMap((gate) => {
    const { window } = gate;
    return window === undefined ? [] : [{ gate, window, need: needOf(stretchBehind(steps, gate)) }];
  });

const dayMs = 86_400_000;

/** The end of an opening beside its beginning: `05:00`, `Sun 02:00`, or in full where it is days away. */
const endWords = (from: WallTime, to: WallTime, length: number): string => {
  const zone = from.zone === to.zone ? '' : ` ${to.zone}`;
  if (from.date === to.date) return `${to.time}${zone}`;
  return `${length < 7 * dayMs ? to.day : `${to.day} ${to.date}`} ${to.time}${zone}`;
};

/** `Sat 2026-11-28 02:00-05:00 +08`; where a clock is moved meanwhile, both ends with their zone. */
const spanOfOpening = (timezone: string, { from, to }: Opening): string => {
  const [begin, end] = [wallTime(timezone, from), wallTime(timezone, to)];
  const zone = begin.zone === end.zone ? '' : ` ${begin.zone}`;
  const tail = begin.zone === end.zone ? ` ${begin.zone}` : '';
  return `${begin.day} ${begin.date} ${begin.time}${zone}-${endWords(begin, end, to - from)}${tail}`;
};

/** The opening that a gate would be opened in by who goes on as soon as it can be; null where there is none. */
const openingOf = ({ gate, window, need }: Kept, at: number): Opening | null => {
  const least = window.onOverrun === 'park' ? need.p90 : 1;
  const from = opensAt(gate, at, least);
  return from === null ? null : nextOpening(window, from, least);
};

const whenOpen = (kept: Kept, at: number): string => {
  const opening = openingOf(kept, at);
  const { window, need } = kept;
  if (opening === null) return `window ${window.name} opens no more within a year`;
  const open =
    opening.from === at
      ? `now, until ${openingWords({ window }, opening.to)}`
      : spanOfOpening(window.timezone, opening);
  return `${open}, needs ${needWords(need)}: ${fitOf(need, opening.to - opening.from)}`;
};

/** All gates of a window as one, where what they let run fits into one opening; else each by itself. */
const ofWindow = (all: readonly Kept[], at: number): readonly string[] => {
  const [first, ...others] = all;
  if (first === undefined) return [];
  const sum = (of: keyof Need): number => all.reduce((whole, { need }) => whole + need[of], 0);
  const whole = { ...first, need: { p50: sum('p50'), p90: sum('p90') } };
  const together = whenOpen(whole, at);
  if (others.length === 0 || together.endsWith(': fits')) return [together];
  return all.map((kept) => `${kept.gate.title}: ${whenOpen(kept, at)}`);
};

/** When the gates of a target open by themselves: their windows, and times of their own. `createdAt` is the plan's. */
export const whenWords = (steps: readonly Step[], createdAt: string): readonly string[] => {
  const at = Date.parse(createdAt);
  const slots = steps.filter(isGate).flatMap(({ window, notBefore, title }) => {
    return notBefore === undefined || window !== undefined ? [] : [`${title}: from ${slotWords(notBefore, createdAt)}`];
  });
  const windows = [...grouped(keptIn(steps), ({ window }) => window.name).values()];
  return [...windows.flatMap((all) => ofWindow(all, at)), ...slots];
};

/** `Sat 11-28 22:00-02:00 +08`: for a column, where an end within a day needs no name, nor a year that of `beside`. */
const shortSpan = (timezone: string, opening: Opening, beside: string): string => {
  const [begin, end] = [wallTime(timezone, opening.from), wallTime(timezone, opening.to)];
  const isPlain = opening.to - opening.from < dayMs && begin.zone === end.zone;
  if (!isPlain || begin.date.slice(0, 4) !== beside.slice(0, 4)) return spanOfOpening(timezone, opening);
  return `${begin.day} ${begin.date.slice(5)} ${begin.time}-${end.time} ${begin.zone}`;
};

/** When the first gate of a target that keeps to a window opens, for a column; null where none does. */
export const whenOfGate = (steps: readonly Step[], createdAt: string): string | null => {
  const [kept] = keptIn(steps);
  if (kept === undefined) return null;
  const opening = openingOf(kept, Date.parse(createdAt));
  return opening === null ? 'never' : shortSpan(kept.window.timezone, opening, createdAt);
};
