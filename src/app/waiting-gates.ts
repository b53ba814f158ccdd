import type { JournalLine } from '../core/journal.ts';
import { opensAt } from '../core/opening.ts';
import type { Plan } from '../core/plan.ts';
import { isGate, type GateStep, type Span } from '../core/step.ts';
import { isWaveGate, stretchesOf, type WaveGate } from '../core/wave-gates.ts';
import { opensWords, waitsIn, type Waits } from './waiting-times.ts';

/**
 * A gate at which a run waits. `opens` says when its time comes, or what comes before it, by a clock in epoch milliseconds; null
 * where it waits for no time.
 */
export interface WaitingGate {
  readonly title: string;
  readonly opens: (now: number) => string | null;
  /** RFC 3339, and not before its time has come; null where the run has not come to it yet. */
  readonly since: string | null;
  /** How long it may wait; null: as long as it likes. */
  readonly deadline: Span | null;
}

/** Nobody is late with a gate whose time has not come. */
const sinceAt = (gate: GateStep, reached: string): string => {
  const opens = opensAt(gate, Date.parse(reached));
  return opens === null || opens <= Date.parse(reached) ? reached : new Date(opens).toISOString();
};

const parkedAt = (plan: Plan, gate: GateStep, lines: readonly JournalLine[]): WaitingGate | null => {
  const own: Waits | undefined = waitsIn(lines).find((one) => one.gate === gate.id);
  const reached = lines.find((line) => line.type === 'parked' && line.gate === gate.id)?.at;
  if (own === undefined || reached === undefined) return null;
  const { title, deadline = null } = gate;
  return { title, opens: (now) => opensWords(plan, own, now), since: sinceAt(gate, reached), deadline };
};

const isOpened = ({ id }: GateStep, lines: readonly JournalLine[]): boolean =>
  lines.some((line) => line.type === 'opened' && line.step === id);

/** A wave that rests, or one that the run has not come to. */
const waveWaits = (plan: Plan, gate: WaveGate, lines: readonly JournalLine[]): WaitingGate =>
  parkedAt(plan, gate, lines) ?? {
    title: gate.title,
    opens: () => `once wave ${gate.wave.after} has ended`,
    since: null,
    deadline: null,
  };

/** The gates at which a target waits: its own, and that of its wave. One that is done waits with the run for the next wave. */
export const gatesWaitingAt = (
  plan: Plan,
  lines: readonly JournalLine[],
  { address, isDone }: { readonly address: string; readonly isDone: boolean },
): readonly WaitingGate[] => {
  const shut = plan.steps.filter(isWaveGate).filter((gate) => !isOpened(gate, lines));
  if (isDone) return shut.flatMap((gate) => parkedAt(plan, gate, lines) ?? []);
  const wave = stretchesOf(plan).find(({ addresses }) => addresses.has(address))?.gate ?? null;
  const before = wave !== null && shut.includes(wave) ? [waveWaits(plan, wave, lines)] : [];
  const own = plan.steps.filter(isGate).filter((gate) => gate.address === address);
  return [...before, ...own.flatMap((gate) => parkedAt(plan, gate, lines) ?? [])];
};
