import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import { codes } from '../core/codes.ts';
import { jsonOf, textAt } from '../forge/json.ts';
import type { JobHost } from './host.ts';

/** What a pipeline needs of a plan file; the plan itself is judged by onward. */
export interface PlanGlance {
  /** 64 hex digits. */
  readonly decision: string;
  readonly digest: string;
  readonly applicable: boolean;
  /** The run's id, once it is applied. */
  readonly run: string;
  /** The commit of its documents; '' where the plan does not say. */
  readonly commit: string;
}

const hex = (hash: string): string => /^sha256:([0-9a-f]{64})$/.exec(hash)?.[1] ?? '';

/** Null where there is no plan file, or it is none. */
export const planGlance = async (host: JobHost, path: string): Promise<PlanGlance | null> => {
  const value = jsonOf((await host.read(path)) ?? '');
  const [decision, digest] = [hex(textAt(value, 'decision')), hex(textAt(value, 'digest'))];
  if (textAt(value, 'format') !== 'onward.plan/1' || decision === '' || digest === '') return null;
  const applicable =
    typeof value === 'object' && value !== null && 'applicable' in value && value['applicable'] === true;
  return { decision, digest, applicable, run: digest.slice(0, 12), commit: textAt(value, 'source', 'commit') };
};

/** A plan that says its commit is applied for that commit only. */
export const ofThisCommit = ({ commit }: PlanGlance, here: string): Result<null> => {
  if (commit === '' || here === '' || commit === here) return succeed(null);
  const summary = `the plan is of commit ${commit.slice(0, 12)}, and this job runs for ${here.slice(0, 12)}`;
  return fail(error('FRG012', { summary, detail: codes.FRG012.means, remedy: codes.FRG012.remedy }));
};
