import type { CheckResult } from './check.ts';
import type { Desired } from './desired.ts';
import { warning, type Diagnostic } from './diagnostic.ts';
import { spanWords } from './span-words.ts';
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

const resultOf = ({ address, place }: Desired, { gate, window, need, open }: Kept): readonly CheckResult[] => {
  const fit = fitOf(need, open);
  if (fit === 'fits') return [];
  const isShut = window.onOverrun === 'park';
  return [
    {
      code: isShut ? 'PLN033' : 'PLN032',
      address,
      verdict: isShut ? 'fail' : 'warn',
      summary: `${gate.title} needs ${needWords(need)}; window ${window.name} is open for ${lasts(open)} at most: ${fit}`,
      detail: follows[window.onOverrun],
      evidence: [],
      remedy: isShut ? `${longer}, or onOverrun: finish` : longer,
      at: place('/spec'),
    },
  ];
};

/** Whether each gate's window is long enough for what it lets run: by its definition, so that planning again says the same. */
export const windowChecks = (desired: Desired, steps: readonly Step[]): readonly CheckResult[] =>
  keptBy(steps).flatMap((kept) => resultOf(desired, kept));

/** Targets that share a window take turns where their limits say so, and those that come late wait for its next opening. */
export const crowdedWindows = (parts: readonly (readonly Step[])[]): readonly Diagnostic[] => {
  const shared = new Map<string, { window: Window; targets: number; steps: readonly ActStep[] }>();
  for (const steps of parts)
    for (const { gate, window } of keptBy(steps)) {
      const { targets = 0, steps: others = [] } = shared.get(window.name) ?? {};
      const own = stretchBehind(steps, gate);
      shared.set(window.name, { window, targets: targets + 1, steps: [...others, ...own] });
    }
  return [...shared.values()].flatMap(({ window, targets, steps }) => {
    const need = needOf(steps);
    const open = longestOpening(window);
    if (targets < 2 || need.p90 <= open) return [];
    const summary = `all ${targets} gates that keep to window ${window.name} need ${needWords(need)} together; it is open for ${lasts(open)} at most`;
    const detail = 'What has not begun by its end waits for the next opening; nothing of it is lost.';
    return [warning('PLN034', { summary, detail, remedy: `onward resume RUN at the next opening, or ${longer}` })];
  });
};
