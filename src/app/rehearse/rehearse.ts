import { error, fail, succeed, type Diagnostic, type Result } from '../../core/diagnostic.ts';
import type { ExitName } from '../../core/exit-code.ts';
import type { Kind } from '../../core/kind.ts';
import { isGate } from '../../core/step.ts';
import type { CalmRehearsal, RehearsalModel, RehearsedTarget } from '../../render/model/rehearsal-model.ts';
import type { World } from '../../twin/world.ts';
import { unfitToApply } from '../fitness.ts';
import type { Host } from '../host.ts';
import type { PlanFile } from '../read-plan.ts';
import { barePlan } from './bare-plan.ts';
import { absenceOf, liveInChaos, type Chaos } from './chaos.ts';
import { awaitsOfATarget } from './ground.ts';
import { brokenLaws } from './laws.ts';
import { noTrouble } from './lived.ts';
import { openPlanStage, type PlanLife, type PlanStage } from './stage.ts';
import { worldOfPlan, type PlanWorld } from './world-of-plan.ts';

export interface RehearseOptions {
  readonly host: Host;
  /** One turn of the machine's loop. */
  readonly turn: () => Promise<void>;
  /** null: one run in which nothing goes wrong, and no more. */
  readonly chaos: Chaos | null;
  readonly onLife: (lived: number, of: number) => void;
  /** Of one target; more is no life any more. */
  readonly mostAwaits?: number;
}

export interface Rehearsed {
  readonly model: RehearsalModel;
  readonly exit: ExitName;
}

const noWorld = (summary: string, detail: string): Diagnostic =>
  error('TWN010', {
    summary,
    detail: `${detail} Nothing was sent.`,
    remedy: 'plan fewer targets with --only and rehearse those',
  });

const severalClouds = (clouds: readonly string[]): Diagnostic =>
  noWorld(`the plan is about ${clouds.join(' and ')}`, 'A rehearsal has one account and one operation center.');

/** What was observed as a world, where the twin has words for all of it. */
const worldFrom = async ({ document, clouds }: PlanWorld): Promise<Result<World>> => {
  if (clouds.length > 0) return fail(severalClouds(clouds));
  const { readWorld } = await import('../../twin/world.ts');
  const read = readWorld(JSON.stringify(document), 'the world of the plan');
  if (read.ok) return succeed(read.value);
  const whys = read.diagnostics.map(({ summary }) => summary).join('; ');
  return fail(noWorld('the twin cannot be as the plan says that its targets are', `${whys}.`));
};

const endedOf = ({ applied }: PlanLife, address: string, { file }: PlanStage): string => {
  const own = file.plan.steps.filter((step) => step.address === address);
  const odd = own.flatMap(({ id }) => {
    const outcome = applied?.outcomes.get(id);
    return outcome === undefined || outcome.state === 'done' || outcome.state === 'skipped'
      ? []
      : [`${id} ${outcome.state}: ${outcome.why}`];
  });
  if (odd.length > 0) return odd.join('; ');
  return own.some(({ id }) => applied?.outcomes.get(id)?.state === 'done') ? 'done' : 'not begun';
};

const targetsOf = (life: PlanLife, stage: PlanStage): readonly RehearsedTarget[] => {
  const taken = life.sky.twin
    .calls()
    .filter(({ action, served }) => stage.rules.isOnce(action) && served !== null && served >= 200 && served < 300);
  return stage.file.plan.targets.map(({ address }) => {
    const gauge = life.gauges.find((one) => one.address === address);
    return {
      address,
      ended: endedOf(life, address, stage),
      once: taken.filter((row) => stage.rules.concerns(address, row)).length,
      absence: gauge === undefined ? null : absenceOf(gauge),
    };
  });
};

const calmOf = (life: PlanLife, stage: PlanStage): CalmRehearsal => {
  const hands = new Set(
    stage.file.plan.steps.flatMap((step) => (isGate(step) && step.handOnly === true ? [step.id] : [])),
  );
  return {
    ended: life.applied?.exit ?? 'without an end',
    took: Math.round(life.took / 1000),
    waited: Math.round(life.story.waited / 1000),
    gates: life.story.yeses.map(({ gate }) => ({ gate, by: hands.has(gate) ? 'hand' : 'yes' })),
    targets: targetsOf(life, stage),
    broken: brokenLaws(life, life),
  };
};

const assumedOf = ({ assumed }: PlanWorld): RehearsalModel['assumed'] =>
  [...new Set(assumed.map(({ says }) => says))].map((says) => ({
    says,
    addresses: assumed.filter((one) => one.says === says).map(({ address }) => address),
  }));

/** Where a promise was broken that is what there is to say; else what a run of this plan ends with. */
const exitOf = ({ calm, chaos }: RehearsalModel, ended: ExitName): ExitName =>
  calm.broken.length > 0 || (chaos?.broken ?? []).length > 0 ? 'error' : ended;

/**
 * Lives a plan against a twin that is as its targets were observed, on a clock of its own. Proves first that it could be
 * applied. No file, no store, no socket, no credentials: all that a run needs is in memory, and its keys are the twin's.
 */
export const rehearse = async (
  file: PlanFile,
  kinds: readonly Kind[],
  { host, turn, chaos, onLife, mostAwaits = awaitsOfATarget }: RehearseOptions,
): Promise<Result<Rehearsed>> => {
  const refusal = unfitToApply(file.plan, kinds, host);
  if (refusal !== null) return fail(refusal);
  const made = worldOfPlan(file.plan, kinds, 'the plan');
  const world = await worldFrom(made);
  if (!world.ok) return world;
  const { openWithin } = await import('../../twin/within.ts');
  const playing = { file: barePlan(file, host), kinds, made, world: world.value, openWithin, host, turn, mostAwaits };
  const stage = await openPlanStage(playing);
  const calm = await stage.live(noTrouble);
  const model: RehearsalModel = {
    format: 'onward.rehearsal/1',
    plan: { decision: file.plan.decision, createdAt: file.plan.createdAt },
    assumed: assumedOf(made),
    calm: calmOf(calm, stage),
    chaos: chaos === null ? null : await liveInChaos(stage, calm, { chaos, onLife }),
  };
  return succeed({ model, exit: exitOf(model, calm.applied?.exit ?? 'error') });
};
