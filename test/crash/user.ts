import { apply, type Applied } from '../../src/app/apply.ts';
import { plan as makePlan } from '../../src/app/plan.ts';
import { planText } from '../../src/core/plan-text.ts';
import type { PlanFile } from '../../src/app/read-plan.ts';
import { precheck } from '../../src/app/precheck.ts';
import { resume } from '../../src/app/resume.ts';
import type { RunOptions } from '../../src/app/run-options.ts';
import { settle } from '../../src/app/settle.ts';
import { short } from '../../src/core/decision.ts';
import type { Desired } from '../../src/core/desired.ts';
import type { Diagnostic, Result } from '../../src/core/diagnostic.ts';
import type { Kind } from '../../src/core/kind.ts';
import type { Project } from '../../src/document/project.ts';
import type { StepOutcome } from '../../src/run/executor.ts';
import { startRunner, type Ground, type Runner } from './runner.ts';

export type Came =
  | { readonly is: 'died'; readonly at: string }
  | { readonly is: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly is: 'came'; readonly applied: Applied };

/** Somebody at a terminal, who starts one process after another and does what the last one asked for. */
export interface User {
  readonly plan: () => Promise<PlanFile>;
  readonly apply: (file: PlanFile) => Promise<Came>;
  /** Goes on, with a yes to the gates that are named. */
  readonly resume: (file: PlanFile, gates: readonly string[]) => Promise<Came>;
  readonly settle: (file: PlanFile, step: string, as: 'sent' | 'not-sent') => Promise<Came | null>;
  /** The vendor's own check. */
  readonly precheck: () => Promise<void>;
  readonly wait: (ms: number) => Promise<void>;
}

interface Home {
  readonly ground: Ground;
  readonly kinds: readonly Kind[];
  readonly documents: readonly Desired[];
  /** What the project around them says; absent: there is none. */
  readonly project?: Project | null;
  /** The machine that the process of this number runs on. */
  readonly machineOf: (process: number) => string;
}

const store = { place: '/store', as: null } as const;

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

export const createUser = ({ ground, kinds, documents, project = null, machineOf }: Home): User => {
  let processes = 0;
  const run = async <T>(
    act: (runner: Runner) => Promise<T>,
  ): Promise<T | { readonly is: 'died'; readonly at: string }> => {
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
    plan: async () => {
      const made = await run(({ host }) => makePlan(documents, kinds, { host, store, project }));
      if ('is' in made) throw new Error('nobody dies while a plan is made');
      if (!made.ok) throw new Error(`no plan: ${JSON.stringify(made.diagnostics)}`);
      return { plan: made.value, text: planText(made.value) };
    },
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
    precheck: async () => {
      await run(({ host }) => precheck(documents, kinds, { host, cancelled: () => false, onLine: () => undefined }));
    },
    wait: (ms) => ground.time.until(ground.time.sleep(ms, ground)),
  };
};

export const stepsThatAre = (applied: Applied, state: StepOutcome['state']): readonly string[] =>
  [...applied.outcomes].flatMap(([id, outcome]) => (outcome.state === state ? [id] : []));

/** The gates at which a yes is missing. */
export const gatesWaiting = (applied: Applied): readonly string[] => [
  ...new Set(
    [...applied.outcomes.values()].flatMap((outcome) =>
      outcome.state === 'parked' && outcome.waits?.missing.includes('approval') ? [outcome.waits.gate] : [],
    ),
  ),
];
