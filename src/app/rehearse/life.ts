import type { Diagnostic } from '../../core/diagnostic.ts';
import { isGate, type ActStep } from '../../core/step.ts';
import type { Applied } from '../apply.ts';
import type { PlanFile } from '../read-plan.ts';
import type { Rules } from './rules.ts';
import type { Sky } from './sky.ts';
import { gatesWaiting, handsWaiting, stepsThatAre, type Came, type User } from './user.ts';

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
  /** The steps that its runs say are done. */
  readonly done: ActStep[];
  /** How long it waited for windows and times that were asked for, in milliseconds. */
  waited: number;
  /** What a person answered to each ambiguous step. */
  readonly answers: string[];
  /** Why it is no good story, where it is none. */
  readonly wrong: string[];
}

export interface Life {
  readonly user: User;
  readonly sky: Sky;
  readonly story: Story;
  readonly rules: Pick<Rules, 'isCallOf'>;
  /** Does what a gate waits for that no yes opens; false: it is no such gate. */
  readonly byHand: (file: PlanFile, gate: string) => boolean;
  /** Why it is over though nothing has ended; null: it goes on. */
  readonly spent: () => string | null;
}

/** More than any story of one target needs; one that is longer does not end. */
const mostCommands = 60;

const codesOf = (diagnostics: readonly Diagnostic[]): string => diagnostics.map(({ code }) => code).join(' ');

const hangs = 'nobody waits for anything, and it does not end';

const wordOf = (came: Came): string => {
  if (came.is === 'died') return `died at ${came.at}`;
  if (came.is === 'stuck') return hangs;
  if (came.is === 'refused') return `refused ${codesOf(came.diagnostics)}`;
  const { exit, ended, outcomes } = came.applied;
  const odd = [...outcomes].filter(([, { state }]) => state !== 'done' && state !== 'skipped');
  const stops = odd.map(([id, outcome]) => `${id} ${outcome.state}${'why' in outcome ? `: ${outcome.why}` : ''}`);
  return [`${ended ? 'ended' : 'open'} ${exit}`, ...stops].join('; ');
};

/** What the console shows a person of it: whether the call of this plan was taken on. */
const truthOf = ({ sky: { twin }, story, rules }: Life, { plan }: PlanFile, id: string): 'sent' | 'not-sent' => {
  const step = plan.steps.find((one) => one.id === id);
  if (step === undefined || isGate(step)) throw new Error(`there is no step ${id}`);
  const own = twin.calls().slice(story.plans.at(-1)?.at ?? 0);
  return own.some((row) => row.served === 200 && rules.isCallOf(step, row)) ? 'sent' : 'not-sent';
};

const tell = ({ story }: Life, asked: string, came: Came): Came => {
  story.told.push(`${asked}: ${wordOf(came)}`);
  if (came.is === 'stuck') story.wrong.push(`${asked}: ${hangs}`);
  return came;
};

const writtenDown = 'written down';

export const newStory = (): Story => ({
  told: [],
  yeses: [],
  plans: [],
  ends: [],
  done: [],
  waited: 0,
  answers: [],
  wrong: [],
});

/**
 * Waits until nothing can be on its way any more, looks at the console, and says what it shows. Where that was written down and is asked
 * for again all the same, the run would ask for ever.
 */
const settleAll = async (life: Life, file: PlanFile, applied: Applied): Promise<void> => {
  const { user, story } = life;
  await user.wait(30 * 60_000);
  for (const step of stepsThatAre(applied, 'ambiguous')) {
    const as = truthOf(life, file, step);
    const settled = `settle ${step} ${as}`;
    if (as === 'sent' && story.told.includes(`${settled}: ${writtenDown}`))
      story.wrong.push(`${step} was settled as sent, and is ambiguous again`);
    const came = await user.settle(file, step, as);
    // Where the process died meanwhile it may be written down all the same.
    if (came === null || came.is === 'died') story.answers.push(as);
    if (came === null) story.told.push(`${settled}: ${writtenDown}`);
    else tell(life, settled, came);
  }
};

const openRun = 'PLN005';
const noRun = 'STO025';

/** Something was wrong, or it has been going on for too long: what follows would show nothing more. */
const isOver = ({ story, spent }: Life): boolean => story.wrong.length > 0 || spent() !== null;

/** The first command until the plan is accepted; then nothing of the sort is needed again. */
const accept = async (life: Life, file: PlanFile): Promise<Came> => {
  for (;;) {
    const came = tell(life, 'apply', await life.user.apply(file));
    if (came.is === 'came') return came;
    if (came.is === 'refused' && codesOf(came.diagnostics) === openRun)
      return tell(life, 'resume', await life.user.resume(file, []));
    if (life.story.told.length > mostCommands || isOver(life)) return came;
    await life.user.wait(60_000);
  }
};

const yes = ({ story, sky: { twin } }: Life, gates: readonly string[]): void => {
  for (const gate of gates) story.yeses.push({ gate, plan: story.plans.length, at: twin.calls().length });
};

/** What is asked for at the gates that wait: a yes, or a hand, which needs none. */
const answer = (life: Life, file: PlanFile, applied: Applied): readonly string[] => {
  const waiting = gatesWaiting(applied);
  const hands = handsWaiting(applied).filter((gate) => life.byHand(file, gate));
  yes(life, [...waiting, ...hands]);
  return waiting;
};

/** How long until the first of the gates that lack nothing but time; null: none of them does. */
const untilItsTime = ({ outcomes }: Applied, now: number): number | null => {
  const times = [...outcomes.values()].flatMap((outcome) =>
    outcome.state === 'parked' && outcome.waits?.opensAt !== undefined ? [Date.parse(outcome.waits.opensAt)] : [],
  );
  return times.length === 0 ? null : Math.max(0, Math.min(...times) - now);
};

/** Waits for the first time that something waits for, else a moment. */
const waitFor = async (came: Came, { user, story }: Life): Promise<void> => {
  const until = came.is === 'came' ? (untilItsTime(came.applied, user.now()) ?? 0) : 0;
  story.waited += until;
  await user.wait(Math.max(60_000, until));
};

const endOf = ({ story }: Life, { plan }: PlanFile, applied: Applied): Applied => {
  const done = stepsThatAre(applied, 'done');
  story.ends.push(applied.exit);
  story.done.push(...plan.steps.filter((step): step is ActStep => !isGate(step) && done.includes(step.id)));
  return applied;
};

/** Does what a run asks for until it has ended. */
export const driveToItsEnd = async (life: Life, file: PlanFile): Promise<Applied | null> => {
  const gates = file.plan.steps.filter(isGate).map(({ id }) => id);
  life.story.plans.push({ at: life.sky.twin.calls().length, gates });
  let came = await accept(life, file);
  let asking: readonly string[] = [];
  const most = mostCommands * file.plan.targets.length;
  while (life.story.told.length <= most && !isOver(life)) {
    if (came.is === 'came' && came.applied.ended) return endOf(life, file, came.applied);
    if (came.is === 'came') {
      asking = answer(life, file, came.applied);
      if (stepsThatAre(came.applied, 'ambiguous').length > 0) await settleAll(life, file, came.applied);
    }
    if (asking.length === 0) await waitFor(came, life);
    const asked = asking.length === 0 ? 'resume' : `resume, yes to ${asking.join(', ')}`;
    came = tell(life, asked, await life.user.resume(file, asking));
    // With the power an acceptance may be lost that was on no disk yet, and nothing was sent by it.
    if (came.is === 'refused' && codesOf(came.diagnostics) === noRun) {
      asking = [];
      came = await accept(life, file);
    }
  }
  if (life.story.wrong.length === 0) life.story.wrong.push(life.spent() ?? `no end after ${most} commands`);
  return null;
};
