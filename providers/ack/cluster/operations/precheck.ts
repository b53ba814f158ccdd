import type { Probe, Since } from '../../../../src/core/operation.ts';
import type { ClusterTarget } from '../../clients/cs.ts';
import { textIn, type JsonObject } from '../../json.ts';
import type { Source } from '../../reading.ts';
import { newestCheck } from '../journey-facts.ts';
import { targetOf, type Observer } from '../observe.ts';
import { precheckVerdict, sayItem } from '../precheck-verdict.ts';
import { isSince, prove, say, unreadable, type Operation } from './operation.ts';

const judge = (check: JsonObject, source: Source): Probe => {
  const verdict = precheckVerdict(check);
  const id = textIn(check, 'check_id');
  const finishedAt = textIn(check, 'finished_at');
  const proof = [prove(source, `${say(check, 'check_id', 'status', 'finished_at')} items=${verdict.items}`)];
  switch (verdict.is) {
    case 'running':
      return { is: 'in-flight', task: id, says: `the check is ${textIn(check, 'status')}`, proof };
    case 'passed':
      return { is: 'done', proof, result: { checkId: id, finishedAt, items: verdict.items } };
    case 'failed': {
      const failing = verdict.failed.map(sayItem).join('\n');
      const why = `${verdict.failed.length} of ${verdict.items} items of check ${id} do not pass:\n${failing}`;
      return { is: 'failed', why, proof };
    }
  }
};

const probeCheck = async ({ cs }: Observer, target: ClusterTarget, id: string): Promise<Probe> => {
  const check = await cs.getClusterCheck(target, id);
  if (check.ok) return judge({ check_id: id, ...check.value }, check.source);
  return unreadable(check.call, check.failure);
};

/** Any ClusterMigrate check made since the intent answers the question, whoever started it. */
const adopt = async (observer: Observer, target: ClusterTarget, since: Since): Promise<Probe> => {
  const checks = await observer.cs.listClusterChecks(target);
  if (!checks.ok) return unreadable(checks.call, checks.failure);
  const newest = newestCheck(checks.value.filter((check) => isSince(textIn(check, 'created_at'), since) === true));
  if (newest !== null) return probeCheck(observer, target, textIn(newest, 'check_id'));
  const says = `${checks.value.length} checks, none created since ${since.at}`;
  return { is: 'not-done', proof: [prove(checks.source, says)] };
};

/**
 * The vendor's pre-check of type ClusterMigrate (it puts a short pod on each node). Its probe without an intent is always
 * not-done: an older result is evidence in a plan, never a step that was taken.
 */
export const precheck: Operation = {
  probe: (observer, { desired }, since) => {
    const target = targetOf(desired);
    if (since === undefined) return Promise.resolve({ is: 'not-done', proof: [] });
    return since.task === undefined ? adopt(observer, target, since) : probeCheck(observer, target, since.task);
  },
  perform: ({ cs }, { desired }, fence) => cs.runClusterCheck(targetOf(desired), fence),
};
