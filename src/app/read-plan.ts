import { isBucket } from '../core/bucket-place.ts';
import { digestOf, short } from '../core/decision.ts';
import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import { isTimezone } from '../core/local-time.ts';
import type { Plan } from '../core/plan.ts';
import { planEnding } from '../core/plan-text.ts';
import { isGate } from '../core/step.ts';
import { validatePlan } from '../generated/validators.cjs';
import { readFileText } from './file-text.ts';
import { ofFormat } from './of-format.ts';
import type { Host } from './host.ts';
import { readStored } from './open-store.ts';

/** A plan with the very text it was written in, which a run keeps. */
export interface PlanFile {
  readonly plan: Plan;
  readonly text: string;
}

const notAPlan = (file: string, detail: string): Result<never> =>
  fail(
    error('PLN003', {
      summary: 'this file is not a plan of onward',
      detail,
      at: { file },
      remedy: 'write it again: `onward plan FILE -o plan.json`',
    }),
  );

/** Time zones come with Node: a plan that was made with newer ones must not be read with a clock that is not there. */
const foreignZone = ({ steps }: Plan, file: string): Result<never> | null => {
  const window = steps
    .flatMap((step) => (isGate(step) && step.window !== undefined ? [step.window] : []))
    .find(({ timezone }) => !isTimezone(timezone));
  if (window === undefined) return null;
  const summary = `the time zone ${window.timezone} of window ${window.name} is not known to this Node`;
  const remedy = 'read it with a newer Node, or declare another time zone and plan again';
  return fail(error('PLN031', { summary, detail: 'Nothing was sent.', at: { file }, remedy }));
};

/** The digest is over the text before it: a plan of a thousand targets is megabytes, and is written down only once. */
const isAsWritten = ({ digest }: Plan, text: string, { sha256 }: Pick<Host, 'sha256'>): boolean => {
  const ending = planEnding(digest);
  return text.endsWith(ending) && digest === `sha256:${sha256(text.slice(0, -ending.length))}`;
};

/** Proves that a text is a plan of this format and that no byte of it changed since it was written. */
export const parsePlan = (text: string, file: string, host: Pick<Host, 'sha256'>): Result<PlanFile> => {
  const read = ofFormat(text, 'plan', validatePlan);
  if (read.is === 'not') return notAPlan(file, read.why);
  const plan = read.value as Plan;
  if (isAsWritten(plan, text, host)) return foreignZone(plan, file) ?? succeed({ plan, text });
  const { digest, ...rest } = plan;
  const computed = digestOf(rest, host.sha256);
  return fail(
    error('PLN004', {
      summary: 'the plan was altered after it was written',
      detail:
        computed === digest
          ? 'Its values are as written, its text is not: something reformatted the file. Nothing was sent.'
          : `Its digest says ${short(digest)}, its content gives ${short(computed)}. Nothing was sent.`,
      at: { file },
      remedy: 'plan again, and have the new plan reviewed',
    }),
  );
};

/** A plan as a store in a bucket keeps it. */
const readStoredPlan = async (name: string, host: Host): Promise<Result<PlanFile>> => {
  const text = await readStored(host, name);
  if (!text.ok) return text;
  return text.value === null ? notAPlan(name, 'There is no such object.') : parsePlan(text.value, name, host);
};

/** Reads a plan file. */
export const readPlanFile = async (file: string, host: Host): Promise<Result<PlanFile>> => {
  if (isBucket(file)) return readStoredPlan(file, host);
  const text = await readFileText(file, 'plan', host);
  if (!text.ok) return text;
  return text.value === null ? notAPlan(file, 'It is not text in UTF-8.') : parsePlan(text.value, file, host);
};
