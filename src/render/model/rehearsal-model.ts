/** How long an API server was away, or a machine off, at most at a time. */
export interface RehearsedAbsence {
  readonly address: string;
  readonly what: 'api' | 'machine';
  readonly seconds: number;
}

export interface RehearsedTarget {
  readonly address: string;
  /** `done`, or what its steps came to that are not done. */
  readonly ended: string;
  /** One-way calls, and others that nobody may send twice, that the twin took on. */
  readonly once: number;
  /** null where nothing of it was there to be taken away. */
  readonly absence: Omit<RehearsedAbsence, 'address'> | null;
}

/** A run in which nothing went wrong. */
export interface CalmRehearsal {
  /** The name of the exit code that a run of it ends with. */
  readonly ended: string;
  /** Seconds of the twin's time; `waited` of them for windows and times that the plan names. */
  readonly took: number;
  readonly waited: number;
  /** In the order in which they were answered. */
  readonly gates: readonly { readonly gate: string; readonly by: 'yes' | 'hand' }[];
  readonly targets: readonly RehearsedTarget[];
  readonly broken: readonly string[];
}

/** A life in which a promise was not kept. */
export interface BrokenLife {
  readonly life: number;
  readonly broken: readonly string[];
  /** One line a command: what was asked, and what came of it. */
  readonly told: readonly string[];
}

/** Lives in which processes died and calls went astray, by a seed. */
export interface ChaosRehearsal {
  readonly seed: number;
  /** How many were lived; the one that was asked for alone. */
  readonly lives: number;
  readonly life: number | null;
  /** How they ended, the most first. */
  readonly ends: readonly { readonly says: string; readonly lives: number }[];
  readonly longest: { readonly took: number; readonly absences: readonly RehearsedAbsence[] };
  readonly broken: readonly BrokenLife[];
}

/** A plan that was lived against a twin. */
export interface RehearsalModel {
  readonly format: 'onward.rehearsal/1';
  readonly plan: { readonly decision: string; readonly createdAt: string };
  /** What nobody read and the twin made up, each with the targets of which it did. */
  readonly assumed: readonly { readonly says: string; readonly addresses: readonly string[] }[];
  readonly calm: CalmRehearsal;
  /** null: nothing was to go wrong. */
  readonly chaos: ChaosRehearsal | null;
}
