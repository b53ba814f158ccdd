import type { Desired } from '../../src/core/desired.ts';
import type { Journey, StepDraft } from '../../src/core/kind.ts';
import { milliseconds } from '../../src/core/span.ts';
import type { GateRequirement, Span } from '../../src/core/step.ts';
import { greenAfter, greenBefore } from './contracts.ts';
import { apart, looksFor, probesOf, type HttpProbe } from './http-probe.ts';

/** Local ids of the steps that watching adds. */
export const beforeStep = 'probes-before';
export const afterStep = 'probes-after';

/** Where in a journey is watched: right before `turn`, whose gate is `gate`, and after `proof`. */
export interface Watched {
  readonly turn: string;
  readonly proof: string;
  readonly gate: 'prepare' | 'commit';
}

const young: GateRequirement = { code: 'PRB101', maxAge: '60s' };

type Base = Pick<StepDraft, 'because' | 'needs'>;

const mostOf = (looks: readonly number[]): number => Math.max(...looks);

/** Every address: a yes says yes to each of them being asked. */
const named = (probes: readonly HttpProbe[]): string => probes.map(({ url }) => url).join(', ');

const before = (probes: readonly HttpProbe[], { because, needs }: Base): StepDraft => {
  const looks = mostOf(probes.map((probe) => probe.greenBefore));
  const seconds = (looks * milliseconds(apart.before)) / 1000;
  return {
    id: beforeStep,
    type: 'check',
    operation: greenBefore,
    title: `${named(probes)} green, ${looks} in a row`,
    because,
    args: { probes: probes.map((probe) => ({ http: probe.url, looks: probe.greenBefore })) },
    expects: [],
    needs,
    // Each look may take as long as the wait between two.
    duration: { p50: `${seconds}s`, p90: `${2 * seconds}s` },
  };
};

const longestOf = (spans: readonly Span[]): Span =>
  spans.reduce((longest, span) => (milliseconds(span) > milliseconds(longest) ? span : longest));

const after = (probes: readonly HttpProbe[], { because, needs }: Base): StepDraft => {
  const span = longestOf(probes.map((probe) => probe.greenAfter));
  return {
    id: afterStep,
    type: 'check',
    operation: greenAfter,
    title: `${named(probes)} green for ${span}`,
    because,
    args: { probes: probes.map((probe) => ({ http: probe.url, looks: looksFor(probe.greenAfter) })) },
    expects: [],
    needs,
    duration: { p50: span, p90: span },
  };
};

const gatesOf = ({ gates }: Journey, { gate }: Watched): Journey['gates'] => {
  const draft = gates[gate];
  if (draft === undefined) throw new Error(`there is no gate ${gate} to ask for green probes`);
  return { ...gates, [gate]: { ...draft, requires: [...draft.requires, young] } };
};

/**
 * A journey of any kind, watched by its document's probes: green right before the turn and, by its gate, again when that
 * is a minute ago; green throughout for a while after the proof. Nothing waits for the latter: what the turn leaves to be
 * closed is closed whatever a service answers.
 */
export const withProbes = (journey: Journey, desired: Desired, watched: Watched): Journey => {
  const probes = probesOf(desired);
  if (probes.length === 0) return journey;
  const steps = journey.steps.flatMap((step): readonly StepDraft[] => {
    const { because } = step;
    if (step.id === watched.turn) return [before(probes, step), { ...step, needs: [...step.needs, beforeStep] }];
    if (step.id === watched.proof) return [step, after(probes, { because, needs: [step.id] })];
    return [step];
  });
  return { ...journey, steps, gates: gatesOf(journey, watched) };
};
