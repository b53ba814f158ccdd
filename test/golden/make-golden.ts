import { join } from 'node:path';
import { documentsOf } from '../../src/app/documents.ts';
import { plan as makePlan } from '../../src/app/plan.ts';
import { planText } from '../../src/core/plan-text.ts';
import { kinds } from '../../src/app/surroundings.ts';
import type { Desired } from '../../src/core/desired.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { Plan } from '../../src/core/plan.ts';
import { planFindingsFace } from '../../src/cli/findings-face.ts';
import { buildPlanReport } from '../../src/render/model/build-plan-report.ts';
import { renderPlan } from '../../src/render/render-plan.ts';
import { startTwin, type Twin } from '../../src/twin/start.ts';
import { readWorld, type World } from '../../src/twin/world.ts';
import { goldenHost } from './golden-host.ts';
import { normalise } from './normalise.ts';
import { folderOf, readWritten, type generated } from './scenarios.ts';

const told = (diagnostics: readonly object[]): Error => new Error(JSON.stringify(diagnostics, null, 2));

export const worldOf = (scenario: string): World => {
  const read = readWorld(readWritten(scenario, 'world.yaml'), 'world.yaml');
  if (!read.ok) throw told(read.diagnostics);
  return read.value;
};

/** A twin whose clock stands still, and how often a plan is made of it; of its own document where no other targets are given. */
export interface Stage {
  readonly twin: Twin;
  /** The plan as the use case made it, ports, request ids and all. */
  readonly plan: (
    of?: readonly Desired[],
  ) => Promise<{ readonly plan: Plan; readonly diagnostics: readonly Diagnostic[] }>;
}

/**
 * Sets a scenario up, and takes it down again. Time stands still: some reads of a plan are made at the same time, and in a
 * twin that reads move (`--speed max`) each would have the time of its arrival.
 */
export const onStage = async <T>(scenario: string, world: World, act: (stage: Stage) => Promise<T>): Promise<T> => {
  const wall = Date.parse(world.now ?? '');
  if (Number.isNaN(wall)) throw new Error(`${scenario}: world.yaml says when it is: now`);
  const folder = folderOf(scenario);
  const twin = await startTwin({ world, port: 0, speed: 1, clock: () => wall });
  try {
    const host = goldenHost(folder, { env: twin.ready.env, wall });
    const loaded = await documentsOf(host, ['desired.yaml']);
    if (!loaded.ok) throw told(loaded.diagnostics);
    const plan: Stage['plan'] = async (of = loaded.value.desired) => {
      const made = await makePlan(of, kinds, {
        host,
        store: { place: join(folder, '.onward'), as: null },
        project: loaded.value.project,
      });
      if (!made.ok) throw told(made.diagnostics);
      return { plan: made.value, diagnostics: made.diagnostics };
    };
    return await act({ twin, plan });
  } finally {
    await twin.close();
  }
};

export interface Golden {
  readonly plan: Plan;
  readonly files: Readonly<Record<(typeof generated)[number], string>>;
}

/** Plans a scenario as `onward plan` does, in all its forms. */
export const makeGolden = (scenario: string): Promise<Golden> =>
  onStage(scenario, worldOf(scenario), async ({ twin, plan: make }) => {
    const plan = normalise((await make()).plan, twin.ready);
    const report = buildPlanReport(plan);
    const face = { width: 80, color: false };
    const here = { cwd: folderOf(scenario), env: {} };
    return {
      plan,
      files: {
        'plan.json': planText(plan),
        'plan.txt': renderPlan(report, { format: 'text', ...face }),
        'plan.wide.txt': renderPlan(report, { format: 'text', ...face, width: 120 }),
        'plan.md': renderPlan(report, { format: 'markdown', ...face }),
        'plan.html': renderPlan(report, { format: 'html', ...face }),
        'plan.sarif': planFindingsFace(here, plan, 'sarif'),
        'plan.gitlab.json': planFindingsFace(here, plan, 'gitlab'),
        'plan.github.txt': planFindingsFace(here, plan, 'github'),
      },
    };
  });
