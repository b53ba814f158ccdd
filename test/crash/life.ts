import type { PlanFile } from '../../src/app/read-plan.ts';
import { driveToItsEnd, newStory, type Life, type Story } from '../../src/app/rehearse/life.ts';
import type { Facts } from '../../src/core/fact.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Planner } from './user.ts';

const mostPlans = 4;

type Planning = Life & { readonly user: Planner };

/** The names of nodes, which the fact tells alone or with more of each. */
const unschedulable = (facts: Facts): readonly string[] => {
  const nodes = facts['nodes.unschedulable'] as readonly (string | { readonly name: string })[] | undefined;
  return (nodes ?? []).map((node) => (typeof node === 'string' ? node : node.name));
};

/** What stands in the way of a plan. */
const blocking = ({ plan }: PlanFile): Plan['checks'] =>
  plan.checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'ask' || verdict === 'unknown');

/**
 * Does what a blocked plan tells a person to do: run the vendor's check again, make the nodes schedulable that a failed run left
 * cordoned, shut down the guest of a copy whose cutover was answered as not sent. False: it is nothing that a person could have known.
 */
const mend = async ({ user, sky }: Planning, file: PlanFile): Promise<boolean> => {
  const codes = new Set(blocking(file).map(({ code }) => code));
  if (codes.has('ACK109'))
    for (const node of file.plan.targets.flatMap(({ observed }) => unschedulable(observed.facts)))
      await sky.byHand('PATCH', `/api/v1/nodes/${node}`, { spec: { unschedulable: false } });
  if (codes.has('ACK105')) await user.precheck();
  if (codes.has('VM102')) sky.twin.control('POST /_twin/aoc', { machine: 'erp', act: 'guestShutdown' });
  if (codes.has('VM102')) await user.wait(30 * 60_000);
  return ['ACK109', 'ACK105', 'VM102'].some((code) => codes.has(code));
};

/** Plans until there is a plan that can be applied; null: there is nothing to do, or nothing that can be done. */
const nextPlan = async (life: Planning, first: PlanFile | null): Promise<PlanFile | null> => {
  let file = first ?? (await life.user.plan());
  for (let tries = 0; blocking(file).length > 0; tries += 1) {
    const why = blocking(file).map(({ code, summary }) => `${code} ${summary}`);
    life.story.told.push(`plan: blocked, ${why.join('; ')}`);
    if (tries === 3 || !(await mend(life, file))) {
      life.story.wrong.push(`a plan that stays blocked: ${why.join('; ')}`);
      return null;
    }
    file = await life.user.plan();
  }
  return file.plan.steps.length === 0 ? null : file;
};

/** Plans and applies until what is there is what was asked for. */
export const live = async (
  place: Pick<Planning, 'user' | 'sky' | 'spent' | 'rules'>,
  first: PlanFile,
): Promise<Story> => {
  const story = newStory();
  const life: Planning = { ...place, story, byHand: () => false };
  let isProven = false;
  for (let file = await nextPlan(life, first); file !== null; file = await nextPlan(life, null)) {
    if (isProven) story.wrong.push('ended done, and it is not');
    if (story.plans.length === mostPlans) {
      story.wrong.push(`not what was asked for after ${mostPlans} plans`);
      return story;
    }
    const ended = await driveToItsEnd(life, file);
    if (ended === null) return story;
    isProven = ended.exit === 'done';
    await place.user.wait(60_000);
  }
  return story;
};
