import type { Contract } from '../core/operation.ts';
import type { ActStep } from '../core/step.ts';
import type { StepOutcome } from './executor.ts';
import type { RunPorts, RunSubject } from './ports.ts';

/** One step, and what driving it needs. */
export interface StepRun {
  readonly step: ActStep;
  readonly contract: Contract;
  readonly subject: RunSubject;
  readonly ports: RunPorts;
  /** Ask for a new attempt of a check: conclusions among so many first lines do not count. */
  readonly afresh?: number;
  /** Makes sure, right before the intent, that the covering gate is still good; an outcome says why it is not. */
  readonly stillOpen: (anew: boolean) => Promise<StepOutcome | null>;
}
