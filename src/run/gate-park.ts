import { linesOf } from '../core/lines-of.ts';
import type { JournalRecord } from '../core/journal.ts';
import type { ActStep, GateStep } from '../core/step.ts';
import type { StepOutcome } from './executor.ts';
import type { GateRun } from './gate-run.ts';
import { storeBroke } from './outcome.ts';
import type { QuorumAnswer } from './ports.ts';

/** Something that a gate waits for, and how that is told. */
export interface Lack {
  readonly missing: 'approval' | 'time' | 'window' | 'hand';
  readonly says: string;
  /** When it is over by itself, in epoch milliseconds of the cloud's clock. */
  readonly opensAt?: number;
  /** What the journal keeps of it beside what is missing. */
  readonly told?: string;
  /** How the step ends, where it does not wait alone. */
  readonly as?: 'unapproved';
}

export const noYes: Lack = { missing: 'approval', says: 'waits for a yes' };

/** Approvals that are not there are waited for; those that cannot be judged are not. */
export const lackOf = ({ is, says }: Extract<QuorumAnswer, { is: 'short' | 'refused' }>): Lack =>
  is === 'short'
    ? { missing: 'approval', says: `waits for approvals: ${says}`, told: says }
    : { missing: 'approval', says: `cannot be opened: ${says}`, told: says, as: 'unapproved' };

/** Where something is parked. */
export type Parking = Pick<GateRun, 'gate' | 'plan' | 'ports'>;

type Parked = Pick<Extract<JournalRecord, { type: 'parked' }>, 'missing' | 'opensAt' | 'says'>;

/** A time as the journal and messages give it. */
export const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

const parkedBy = (lacks: readonly Lack[]): Parked => {
  const times = lacks.flatMap(({ opensAt }) => (opensAt === undefined ? [] : [opensAt]));
  const told = lacks.flatMap((lack) => (lack.told === undefined ? [] : [lack.told]));
  return {
    missing: lacks.map(({ missing }) => missing),
    ...(told.length === 0 ? {} : { says: told.join('; ') }),
    ...(times.length === 0 ? {} : { opensAt: utc(Math.max(...times)) }),
  };
};

/** The newest word of a step says the same already. */
const isSaid = ({ gate, ports }: Parking, step: string, { missing, opensAt, says }: Parked): boolean => {
  const last = linesOf(ports.journal.lines(), step).at(-1)?.line;
  return (
    last?.type === 'parked' &&
    last.gate === gate.id &&
    last.opensAt === opensAt &&
    last.says === says &&
    JSON.stringify(last.missing) === JSON.stringify(missing)
  );
};

/** Writes what a gate, or a step behind it, waits for: all of it at once, and no second line while that stays the same. */
export const park = async (
  run: Parking,
  lacks: readonly Lack[],
  at: ActStep | GateStep = run.gate,
): Promise<StepOutcome> => {
  const parked = parkedBy(lacks);
  const why = `${at.title} ${lacks.map(({ says }) => says).join(', and ')}`;
  const outcome: StepOutcome = lacks.some(({ as }) => as === 'unapproved')
    ? { state: 'unapproved', why }
    : { state: 'parked', why, waits: { gate: run.gate.id, ...parked } };
  if (isSaid(run, at.id, parked)) return outcome;
  const record = { type: 'parked', step: at.id, gate: run.gate.id, ...parked } as const;
  const written = await run.ports.journal.append(record, { durable: true });
  return written.ok ? outcome : storeBroke(written.diagnostics);
};
