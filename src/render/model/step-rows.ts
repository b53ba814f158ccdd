import { nameOf } from '../../core/address.ts';
import { canonical } from '../../core/canonical.ts';
import type { Change } from '../../core/diff.ts';
import { isForEver, type Reversibility } from '../../core/reversibility.ts';
import { isGate, type ActStep, type Downtime, type GateStep, type Step } from '../../core/step.ts';
import { coverWords, neededAtGate } from './approval-words.ts';
import { impactSign, type Sign } from './sign.ts';
import { secondsOf, spanWords } from './span-words.ts';

export interface StepRow {
  readonly is: 'step';
  readonly number: number;
  readonly id: string;
  /** The id within the target: `migrate` of `prod/migrate`. */
  readonly local: string;
  readonly sign: Sign;
  readonly what: string;
  readonly wayBack: string;
  readonly takes: string;
  readonly away: string;
  readonly downtime: Downtime | null;
  readonly reversibility: Reversibility | null;
  readonly forEver: boolean;
  readonly oneWay: boolean;
  /** Seconds, p50 and p90. */
  readonly seconds: { readonly low: number; readonly high: number };
  /** Runs only if the step of this number fails; null for every other step. */
  readonly onlyIf: number | null;
  readonly undo: string | null;
  /** What must hold right before it is sent, each `slb.spec = slb.s0.share`. */
  readonly expects: readonly string[];
}

export interface GateRow {
  readonly is: 'gate';
  readonly id: string;
  readonly local: string;
  readonly sign: Sign;
  /** `GATE commit: a yes covers 5 7 8; needs ACK105 at most 10 min old`. */
  readonly says: string;
  /** What `says` tells after the name: what a yes covers first, then what it needs and waits for. */
  readonly parts: readonly string[];
  /** What a yes says yes to, line by line; notices that are told above are not told twice. */
  readonly question: readonly string[];
}

/** The point of no return: drawn before the first one-way step. */
export interface PointRow {
  readonly is: 'point';
  readonly says: 'POINT OF NO RETURN';
}

export type Row = StepRow | GateRow | PointRow;

const wayBackWords = {
  reversible: 'undo',
  compensable: 'with loss',
  permanent: 'NONE',
  'one-way': 'NONE',
} as const satisfies Record<Reversibility, string>;

interface Surroundings {
  readonly name: string;
  readonly numbers: ReadonlyMap<string, number>;
  readonly onlyIf: ReadonlyMap<string, number>;
  /** By a change's id and by its fact: steps name either as what they are because of. */
  readonly impacts: ReadonlyMap<string, Sign>;
  readonly notices: readonly string[];
}

const localId = (id: string, name: string): string => (id.startsWith(`${name}/`) ? id.slice(name.length + 1) : id);

const signOf = (step: ActStep, around: Surroundings): Sign => {
  if (step.type === 'check') return '?';
  const signs = step.because.map((id) => around.impacts.get(id));
  if (signs.includes('-')) return '-';
  if (step.reversibility === 'one-way') return '!';
  return signs.includes('+') ? '+' : '~';
};

const awayWords = (downtime: Downtime | null): string =>
  downtime === null ? '-' : spanWords(secondsOf(downtime.p50), secondsOf(downtime.p90));

const stepRow = (step: ActStep, around: Surroundings): StepRow => {
  const seconds = { low: secondsOf(step.duration.p50), high: secondsOf(step.duration.p90) };
  const onlyIf = around.onlyIf.get(step.id) ?? null;
  return {
    is: 'step',
    number: around.numbers.get(step.id) ?? 0,
    id: step.id,
    local: localId(step.id, around.name),
    sign: signOf(step, around),
    what: onlyIf === null ? step.title : `only if ${onlyIf} fails: ${step.title}`,
    wayBack: step.reversibility === null ? '-' : wayBackWords[step.reversibility],
    takes: spanWords(seconds.low, seconds.high),
    away: awayWords(step.downtime),
    downtime: step.downtime,
    reversibility: step.reversibility,
    forEver: isForEver(step.reversibility),
    oneWay: step.reversibility === 'one-way',
    seconds,
    onlyIf,
    undo: step.undo,
    expects: step.expects.map(({ fact, equals }) => `${fact} = ${canonical(equals)}`),
  };
};

/** `5 7 8`; ids of other targets' steps are written out. */
const numbersOf = (ids: readonly string[], around: Surroundings): string =>
  ids.map((id) => around.numbers.get(id)?.toString() ?? id).join(' ');

const questionLines = (question: string, notices: readonly string[]): readonly string[] => {
  const lines = question.split('\n').filter((line) => line.trim() !== '');
  const own = lines.filter((line) => !notices.includes(line));
  const told = lines.length - own.length;
  return told === 0 ? own : [...own, `It acknowledges the ${told === 1 ? 'note' : `${told} notes`} above.`];
};

const gateRow = (step: GateStep, around: Surroundings): GateRow => {
  const local = localId(step.id, around.name);
  const needs = step.requires.map(({ code, maxAge }) => {
    const age = secondsOf(maxAge);
    return `${code} at most ${spanWords(age, age)} old`;
  });
  const parts = [
    ...(step.covers.length > 0 ? [`${coverWords(step)} ${numbersOf(step.covers, around)}`] : [neededAtGate(step)]),
    ...(needs.length > 0 ? [`needs ${needs.join(', ')}`] : []),
    ...(step.opensOn === null ? [] : [`opens on ${step.opensOn}`]),
    ...(step.window === undefined ? [] : [`inside window ${step.window.name}`]),
  ];
  return {
    is: 'gate',
    id: step.id,
    local,
    sign: '=',
    says: `GATE ${local}: ${parts.join('; ')}`,
    parts,
    question: questionLines(step.question, around.notices),
  };
};

interface TargetSteps {
  readonly address: `${string}/${string}`;
  readonly steps: readonly Step[];
  readonly changes: readonly Change[];
  /** What is told of this target before its steps. */
  readonly notices: readonly string[];
  readonly pointOfNoReturn: string | null;
}

const surroundings = ({ address, steps, changes, notices }: TargetSteps): Surroundings => {
  const acts = steps.filter((step): step is ActStep => !isGate(step));
  const numbers = new Map(acts.map((step, at) => [step.id, at + 1]));
  return {
    name: nameOf(address),
    notices,
    numbers,
    onlyIf: new Map(acts.flatMap((step) => step.ifFailed.map((id) => [id, numbers.get(step.id) ?? 0]))),
    impacts: new Map(changes.flatMap(({ id, fact, impact }) => [id, fact].map((key) => [key, impactSign[impact]]))),
  };
};

/** The steps of one target in the plan's order, numbered, gates between them, the point of no return drawn in. */
export const stepRows = (target: TargetSteps): readonly Row[] => {
  const { steps, pointOfNoReturn } = target;
  const around = surroundings(target);
  return steps.flatMap((step): readonly Row[] => {
    const row = isGate(step) ? gateRow(step, around) : stepRow(step, around);
    return step.id === pointOfNoReturn ? [{ is: 'point', says: 'POINT OF NO RETURN' }, row] : [row];
  });
};

export const isStepRow = (row: Row): row is StepRow => row.is === 'step';
