import type { CheckResult } from './check.ts';
import type { Desired } from './desired.ts';
import { warning, type Diagnostic } from './diagnostic.ts';
import { spanWords } from './span-words.ts';
import { grouped } from './grouped.ts';
import { isGate, type ActStep, type GateStep, type Step } from './step.ts';
import { needOf, stretchBehind, type Need } from './stretch.ts';
import { longestOpening, type Window } from './window.ts';

const lasts = (ms: number): string => spanWords(ms / 1000, ms / 1000);

/** `20-50 min`. */
export const needWords = ({ p50, p90 }: Need): string => spanWords(p50 / 1000, p90 / 1000);

/** How what a gate lets run goes with the longest time for which its window is open. */
export type Fit = 'fits' | 'may overrun' | 'does not fit';

export const fitOf = ({ p50, p90 }: Need, open: number): Fit => {
  if (p90 <= open) return 'fits';
  return p50 <= open ? 'may overrun' : 'does not fit';
};

interface Kept {
  readonly gate: GateStep;
  readonly window: Window;
  readonly need: Need;
  readonly open: number;
}

/** Each gate that keeps to a window, with what the steps behind it need of it. */
const keptBy = (steps: readonly Step[]): readonly Kept[] =>
  steps.filter(isGate).flatMap((gate) => {
    const { window } = gate;
    if (window === undefined) return [];
    return [{ gate, window, need: needOf(stretchBehind(steps, gate)), open: longestOpening(window) }];
  });

const follows = {
  finish: 'What has begun is brought to its end, after the window too: onOverrun is finish.',
  park: 'The gate opens only when what is left of the window is enough in nine cases of ten, which it never is: onOverrun is park.',
} as const;

const longer = 'a window that is open for longer';

/** One result of a target and window, whichever of its gates are meant: they are read, counted and accepted together. */
const resultOf = ({ address, place }: Desired, all: readonly Kept[]): readonly CheckResult[] => {
  const unfit = all.filter(({ need, open }) => fitOf(need, open) !== 'fits');
  const [first] = unfit;
  if (first === undefined) return [];
  const { window, open } = first;
  const isShut = window.onOverrun === 'park';
  const needs = unfit.map(({ gate, need }) => `${gate.title} needs ${needWords(need)}`).join(', ');
  return [
    {
      code: isShut ? 'PLN033' : 'PLN032',
      address,
      verdict: isShut ? 'fail' : 'warn',
      summary: `${needs}; window ${window.name} is open for ${lasts(open)} at most`,
      detail: follows[window.onOverrun],
      evidence: [],
      remedy: isShut ? `${longer}, or onOverrun: finish` : longer,
      at: place('/spec'),
    },
  ];
};

/** Whether each gate's window is long enough for what it lets run: by its definition, so that planning again says the same. */
export const windowChecks = (desired: Desired, steps: readonly Step[]): readonly CheckResult[] =>
  [...grouped(keptBy(steps), ({ window }) => window.name).values()].flatMap((kept) => resultOf(desired, kept));

interface Shared {
  readonly window: Window;
  readonly targets: number;
  readonly steps: readonly ActStep[];
}

/** By name: each window, with all that the gates of some targets let run in it. */
const sharedBy = (parts: readonly (readonly Step[])[]): ReadonlyMap<string, Shared> => {
  const shared = new Map<string, Shared>();
  for (const steps of parts)
    for (const [name, own] of grouped(keptBy(steps), ({ window }) => window.name)) {
      const [first] = own;
      if (first === undefined) continue;
      const { targets = 0, steps: others = [] } = shared.get(name) ?? {};
      const behind = own.flatMap(({ gate }) => stretchBehind(steps, gate));
      shared.set(name, { window: first.window, targets: targets + 1, steps: [...others, ...behind] });
    }
  return shared;
};

/** Targets that share a window take turns where their limits say so, and those that come late wait for its next opening. */
export const crowdedWindows = (parts: readonly (readonly Step[])[]): readonly Diagnostic[] =>
  [...sharedBy(parts).values()].flatMap(({ window, targets, steps }) => {
    const open = longestOpening(window);
    if (targets < 2 || !Number.isFinite(open)) return [];
    const need = needOf(steps);
    if (need.p90 <= open) return [];
    const summary = `the ${targets} targets that keep to window ${window.name} need ${needWords(need)} in all; it is open for ${lasts(open)} at most`;
    const detail = 'What has not begun by its end waits for the next opening; nothing of it is lost.';
    return [warning('PLN034', { summary, detail, remedy: `onward resume RUN at the next opening, or ${longer}` })];
  });
