import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import { codes } from '../core/codes.ts';
import type { ExitName } from '../core/exit-code.ts';
import type { Json } from '../core/fact.ts';
import { memberOf } from '../core/merge.ts';
import { jsonOf, rowsIn, textAt } from '../forge/json.ts';
import type { JobHost } from './host.ts';

/** What a pipeline needs of a plan file; the plan itself is judged by onward. */
export interface PlanGlance {
  /** 64 hex digits. */
  readonly decision: string;
  readonly digest: string;
  readonly applicable: boolean;
  /** The run's id, once it is applied. */
  readonly run: string;
  /** How the plan ended, as far as its file tells: something could not be read, or a check stands in the way. */
  readonly ends: ExitName;
  /** The commit of its documents; '' where the plan does not say. */
  readonly commit: string;
}

const hex = (hash: string): string => /^sha256:([0-9a-f]{64})$/.exec(hash)?.[1] ?? '';

const endsOf = (value: Json | undefined): ExitName => {
  if (memberOf(value, 'complete') !== true) return 'error';
  const verdicts = rowsIn(memberOf(value, 'checks')).map((check) => textAt(check, 'verdict'));
  return verdicts.includes('fail') || verdicts.includes('ask') ? 'blocked' : 'done';
};

/** Null where there is no plan file, or it is none. */
export const planGlance = async (host: JobHost, path: string): Promise<PlanGlance | null> => {
  const value = jsonOf((await host.read(path)) ?? '');
  const [decision, digest] = [hex(textAt(value, 'decision')), hex(textAt(value, 'digest'))];
  if (textAt(value, 'format') !== 'onward.plan/1' || decision === '' || digest === '') return null;
  const applicable = memberOf(value, 'applicable') === true;
  return {
    decision,
    digest,
    applicable,
    ends: endsOf(value),
    run: digest.slice(0, 12),
    commit: textAt(value, 'source', 'commit'),
  };
};

/** A plan that says its commit is applied for that commit only. */
export const ofThisCommit = ({ commit }: PlanGlance, here: string): Result<null> => {
  if (commit === '' || here === '' || commit === here) return succeed(null);
  const summary = `the plan is of commit ${commit.slice(0, 12)}, and this job runs for ${here.slice(0, 12)}`;
  return fail(error('FRG012', { summary, detail: codes.FRG012.means, remedy: codes.FRG012.remedy }));
};
