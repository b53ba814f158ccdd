import type { Observed } from '../core/observed.ts';
import type { Plan } from '../core/plan.ts';
import type { GateStep } from '../core/step.ts';
import type { StepOutcome } from './executor.ts';
import type { RunPorts } from './ports.ts';

/** When a check last passed in this process: its monotonic milliseconds, and the cloud's clock where it is known. */
export interface Pass {
  readonly monotonic: number;
  readonly at: string | null;
}

export const passNow = (ports: RunPorts, address: string): Pass => {
  const now = ports.subjectOf(address).driver.clock.now();
  return { monotonic: ports.time.monotonic(), at: now === null ? null : new Date(now).toISOString() };
};

/** What a gate needs of the walk around it. */
export interface GateRun {
  readonly gate: GateStep;
  readonly plan: Plan;
  readonly ports: RunPorts;
  /** When a code last passed in this process. */
  readonly passed: Map<string, Pass>;
  /** What each target last looked like to a gate. */
  readonly seen: Map<string, Observed>;
  /** Runs a check step again (a new attempt) and answers its outcome. */
  readonly again: (step: string) => Promise<StepOutcome>;
}
