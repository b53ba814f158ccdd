import type { ActStep } from '../../core/step.ts';
import type { Row } from './sky.ts';

/** What is promised of the calls of a plan. A call is named as the twin's log names it. */
export interface Rules {
  /** One-way, or nobody may send it a second time though something could bring it back. */
  readonly isOnce: (call: string) => boolean;
  /** No second one may leave while the first can still do something. */
  readonly isCareful: (call: string) => boolean;
  /** The first one dies by itself; of every other only a person can say that it never arrived. */
  readonly dies: (call: string) => boolean;
  /** A process asks for it without a yes: the vendor's own check, which changes nothing. */
  readonly isFree: (call: string) => boolean;
  /** How many steps of a plan send such a call; 0: none does, and nobody may. */
  readonly asked: (row: Row) => number;
  /** Whether a row is a call of a step: what the console shows a person of it. Throws where nobody knows. */
  readonly isCallOf: (step: ActStep, row: Row) => boolean;
  /** The gates one of whose yes a write waits for; none: it waits for one of any gate. */
  readonly gatesOf: (row: Row) => readonly string[];
}
