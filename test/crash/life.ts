import type { Applied } from '../../src/app/apply.ts';
import type { PlanFile } from '../../src/app/read-plan.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Facts } from '../../src/core/fact.ts';
import { isGate } from '../../src/core/step.ts';
import type { Sky } from './sky.ts';
import { gatesWaiting, stepsThatAre, type Came, type User } from './user.ts';

/** What a user did and saw until there was nothing left to do. */
export interface Story {
  /** One line a command: what was asked, and what came of it. */
  readonly told: string[];
  /** When a yes was given: to which gate, how many there were of this plan with it, and how long the twin's log was then. */
  readonly yeses: { readonly gate: string; readonly plan: number; readonly at: number }[];
  /** How long the twin's log was as each plan was applied for the first time, and the plan's gates. */
  readonly plans: { readonly at: number; readonly gates: readonly string[] }[];
  /** How each run ended. */
  readonly ends: string[];
  /** What a person answered to each ambiguous step. */
  readonly answers: string[];
  /** Why it is no good story, where it is none. */
  readonly wrong: string[];
}

interface Life {
  readonly user: User;
  readonly sky: Sky;
  readonly story: Story;
}

/** More than any story needs; one that is longer does not end. */
const mostCommands = 60;
const mostPlans = 4;

const codesOf = (diagnostics: readonly Diagnostic[]): string => diagnostics.map(({ code }) => code).join(' ');

const wordOf = (came: Came): string => {
  if (came.is === 'died') return `died at ${came.at}`;
  if (came.is === 'refused') return `refused ${codesOf(came.diagnostics)}`;
  const { exit, ended, outcomes } = came.applied;
  const odd = [...outcomes].filter(([, { state }]) => state !== 'done' && state !== 'skipped');
  const stops = odd.map(([id, outcome]) => `${id} ${outcome.state}${'why' in outcome ? `: ${outcome.why}` : ''}`);
  return [`${ended ? 'ended' : 'open'} ${exit}`, ...stops].join('; ');
};

/** The writes of a step's operation, as the twin's log names them; of others nobody need settle anything. */
const callsOf: Readonly<Record<string, RegExp>> = {
  'ack.migrate/1': /^MigrateCluster$/,
  'aoc.migrate-hot/1': /^migrate-vm$/,
  'aoc.migrate-cold/1': /^migrate-vm$/,
  'aoc.move-hot/1': /^migrate-vm-across-cluster$/,
  'aoc.move-cold/1': /^migrate-vm-across-cluster$/,
  'aoc.copy/1': /^migrate-vm-across-cluster$/,
  'aoc.cut-over/1': /^stop-vm-in-cutover-migration$/,
  'aoc.shut-down/1': /^shutdown-vm$/,
  'aoc.cut-power/1': /^poweroff-vm$/,
  'aoc.start/1': /^start-vm$/,
};

/** What the console shows a person of it: whether the call of this plan was taken on. */
const truthOf = ({ sky: { twin }, story }: Life, { plan }: PlanFile, id: string): 'sent' | 'not-sent' => {
  const step = plan.steps.find((one) => one.id === id);
  const calls = step === undefined || isGate(step) ? undefined : callsOf[step.operation];
  if (calls === undefined) throw new Error(`nobody knows what ${id} calls`);
  const own = twin.calls().slice(story.plans.at(-1)?.at ?? 0);
  return own.some(({ action, served }) => calls.test(action) && served === 200) ? 'sent' : 'not-sent';
};

const tell = ({ story }: Life, asked: string, came: Came): Came => {
  story.told.push(`${asked}: ${wordOf(came)}`);
  return came;
};

/** Waits until nothing can be on its way any more, looks at the console, and says what it shows. */
const settleAll = async (life: Life, file: PlanFile, applied: Applied): Promise<void> => {
  await life.user.wait(30 * 60_000);
  for (const step of stepsThatAre(applied, 'ambiguous')) {
    const as = truthOf(life, file, step);
    const came = await life.user.settle(file, step, as);
    // Where the process died meanwhile it may be written down all the same.
    if (came === null || came.is === 'died') life.story.answers.push(as);
    life.story.told.push(`settle ${step} ${as}: ${came === null ? 'written down' : wordOf(came)}`);
  }
};

const openRun = 'PLN005';
const noRun = 'STO025';

/** The first command until the plan is accepted; then nothing of the sort is needed again. */
const accept = async (life: Life, file: PlanFile): Promise<Came> => {
  for (;;) {
    const came = tell(life, 'apply', await life.user.apply(file));
    if (came.is === 'came') return came;
    if (came.is === 'refused' && codesOf(came.diagnostics) === openRun)
      return tell(life, 'resume', await life.user.resume(file, []));
    if (life.story.told.length > mostCommands) return came;
    await life.user.wait(60_000);
  }
};

const yes = ({ story, sky: { twin } }: Life, gates: readonly string[]): void => {
  for (const gate of gates) story.yeses.push({ gate, plan: story.plans.length, at: twin.calls().length });
};

/** Does what a run asks for until it has ended. */
const driveToItsEnd = async (life: Life, file: PlanFile): Promise<Applied | null> => {
  const gates = file.plan.steps.filter(isGate).map(({ id }) => id);
  life.story.plans.push({ at: life.sky.twin.calls().length, gates });
  let came = await accept(life, file);
  let asking: readonly string[] = [];
  while (life.story.told.length <= mostCommands) {
    if (came.is === 'came' && came.applied.ended) return came.applied;
    if (came.is === 'came') {
      asking = gatesWaiting(came.applied);
      yes(life, asking);
      if (stepsThatAre(came.applied, 'ambiguous').length > 0) await settleAll(life, file, came.applied);
    }
    if (asking.length === 0) await life.user.wait(60_000);
    const asked = asking.length === 0 ? 'resume' : `resume, yes to ${asking.join(', ')}`;
    came = tell(life, asked, await life.user.resume(file, asking));
    // With the power an acceptance may be lost that was on no disk yet, and nothing was sent by it.
    if (came.is === 'refused' && codesOf(came.diagnostics) === noRun) {
      asking = [];
      came = await accept(life, file);
    }
  }
  life.story.wrong.push(`no end after ${mostCommands} commands`);
  return null;
};

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
const mend = async ({ user, sky }: Life, file: PlanFile): Promise<boolean> => {
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
const nextPlan = async (life: Life, first: PlanFile | null): Promise<PlanFile | null> => {
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
export const live = async (user: User, sky: Sky, first: PlanFile): Promise<Story> => {
  const story: Story = { told: [], yeses: [], plans: [], ends: [], answers: [], wrong: [] };
  const life: Life = { user, sky, story };
  let isProven = false;
  for (let file = await nextPlan(life, first); file !== null; file = await nextPlan(life, null)) {
    if (isProven) story.wrong.push('ended done, and it is not');
    if (story.plans.length === mostPlans) {
      story.wrong.push(`not what was asked for after ${mostPlans} plans`);
      return story;
    }
    const ended = await driveToItsEnd(life, file);
    if (ended === null) return story;
    story.ends.push(ended.exit);
    isProven = ended.exit === 'done';
    await user.wait(60_000);
  }
  return story;
};
