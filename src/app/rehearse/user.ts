import { apply, type Applied } from '../apply.ts';
import type { PlanFile } from '../read-plan.ts';
import { resume } from '../resume.ts';
import type { RunOptions } from '../run-options.ts';
import { settle } from '../settle.ts';
import { short } from '../../core/decision.ts';
import type { Diagnostic, Result } from '../../core/diagnostic.ts';
import type { Kind } from '../../core/kind.ts';
import type { StepOutcome } from '../../run/executor.ts';
import { startRunner, type Ground, type Runner } from './runner.ts';
import type { Stuck } from './virtual-time.ts';

interface Died {
  readonly is: 'died';
  readonly at: string;
}

export type Came =
  | Died
  | Stuck
  | { readonly is: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly is: 'came'; readonly applied: Applied };

/** Somebody at a terminal, who starts one process after another and does what the last one asked for. */
export interface User {
  readonly apply: (file: PlanFile) => Promise<Came>;
  /** Goes on, with a yes to the gates that are named. */
  readonly resume: (file: PlanFile, gates: readonly string[]) => Promise<Came>;
  readonly settle: (file: PlanFile, step: string, as: 'sent' | 'not-sent') => Promise<Came | null>;
  /** Starts a process that does something else. */
  readonly run: <T>(act: (runner: Runner) => Promise<T>) => Promise<T | Died | Stuck>;
  readonly wait: (ms: number) => Promise<void>;
  /** Epoch milliseconds, by the one clock. */
  readonly now: () => number;
}

interface Home {
  readonly ground: Ground;
  readonly kinds: readonly Kind[];
  /** The machine that the process of this number runs on. */
  readonly machineOf: (process: number) => string;
}

/** The store of a life, which ends with it. */
export const store = { place: '/store', as: null } as const;

const optionsFor = ({ host }: Runner, more: Partial<RunOptions>): RunOptions => ({
  host,
  store,
  executor: 'direct',
  approve: null,
  gates: [],
  takeOver: true,
  user: 'alice',
  ask: null,
  cancelled: () => false,
  onLine: () => undefined,
  onNote: () => undefined,
  ...more,
});

const cameOf = (result: Result<Applied>): Came =>
  result.ok ? { is: 'came', applied: result.value } : { is: 'refused', diagnostics: result.diagnostics };

export const createUser = ({ ground, kinds, machineOf }: Home): User => {
  let processes = 0;
  const run = async <T>(act: (runner: Runner) => Promise<T>): Promise<T | Died | Stuck> => {
    processes += 1;
    const runner = startRunner(ground, processes, machineOf(processes));
    const died = runner.death.then((at) => ({ is: 'died', at }) as const);
    try {
      return await ground.time.until(Promise.race([act(runner), died]));
    } finally {
      runner.end();
    }
  };
  return {
    apply: (file) => run(async (runner) => cameOf(await apply(file, kinds, optionsFor(runner, {})))),
    resume: ({ plan }, gates) =>
      run(async (runner) => {
        const approve = gates.length === 0 ? null : short(plan.decision);
        return cameOf(await resume(short(plan.digest), kinds, optionsFor(runner, { approve, gates })));
      }),
    settle: ({ plan }, step, as) =>
      run(async (runner) => {
        const settlement = { run: short(plan.digest), step, as, evidence: 'the console' };
        const settled = await settle(settlement, kinds, optionsFor(runner, {}));
        return settled.ok ? null : ({ is: 'refused', diagnostics: settled.diagnostics } as const);
      }),
    run,
    now: ground.time.now,
    wait: async (ms) => {
      await ground.time.until(ground.time.sleep(ms, ground));
    },
  };
};

export const stepsThatAre = (applied: Applied, state: StepOutcome['state']): readonly string[] =>
  [...applied.outcomes].flatMap(([id, outcome]) => (outcome.state === state ? [id] : []));

const gatesLacking = ({ outcomes }: Applied, what: string): readonly string[] => [
  ...new Set(
    [...outcomes.values()].flatMap((outcome) =>
      outcome.state === 'parked' && outcome.waits?.missing.includes(what) ? [outcome.waits.gate] : [],
    ),
  ),
];

/** The gates at which a yes is missing. */
export const gatesWaiting = (applied: Applied): readonly string[] => gatesLacking(applied, 'approval');

/** The gates that only a person's own act opens. */
export const handsWaiting = (applied: Applied): readonly string[] => gatesLacking(applied, 'hand');
