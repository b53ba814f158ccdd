/** One change of a leg, as an executor sees it: ids only, no arguments, no secrets. `needs` are ids within the same leg. */
export interface LegStep {
  readonly id: string;
  readonly operation: string;
  readonly needs: readonly string[];
}

/** A stretch between gates: the changes an executor walks, in an order in which every step follows its needs. */
export interface Leg {
  /** The run's id, 12 hex. */
  readonly run: string;
  /** The plan's digest, `sha256:…`. */
  readonly plan: string;
  readonly steps: readonly LegStep[];
}

/** How one step ended. Anything but `done` stops only the step's dependants. */
export type StepOutcome =
  | { readonly state: 'done' }
  | {
      readonly state:
        | 'parked'
        | 'unapproved'
        | 'blocked'
        | 'cancelled'
        | 'failed'
        | 'denied'
        | 'ambiguous'
        | 'stale'
        | 'unreadable'
        | 'unfinished'
        | 'fenced'
        | 'store'
        | 'skipped';
      readonly why: string;
      /** What a parked one waits for, whose gate that is, and when its time comes (RFC 3339). */
      readonly waits?: { readonly gate: string; readonly missing: readonly string[]; readonly opensAt?: string };
    };

/** Drives one step through the lifecycle. Asked twice for one step it answers the same outcome and never acts twice. */
export type Perform = (step: string) => Promise<StepOutcome>;

/** The executor itself broke (engine killed or absent, socket gone): from then on only the journal is believed. */
export interface Interruption {
  readonly code: string;
  readonly summary: string;
  readonly detail?: string;
  readonly remedy?: string;
}

/** Walks a leg; resolves when every step was performed or skipped because a need of it was not done. */
export type Executor = (leg: Leg, perform: Perform) => Promise<{ readonly interrupted?: Interruption }>;
