import type { OperationCall, Probe, Proof, Since } from '../../../../src/core/operation.ts';
import type { ClusterTarget } from '../../clients/cs.ts';
import { textIn, type JsonObject } from '../../../wire/json.ts';
import type { Source } from '../../../wire/reading.ts';
import { newestCheck } from '../journey-facts.ts';
import { targetOf, type Observer } from '../observe.ts';
import { precheckVerdict, sayItem, splitFailed, type FailedItem } from '../precheck-verdict.ts';
import { isSince, prove, say, unreadable, type Operation } from './operation.ts';

/** Which check to read, and which complaints later steps of the plan mend (arguments of the step). */
interface Asked {
  readonly target: ClusterTarget;
  readonly mends: readonly string[];
}

const failedWords = (check: string, items: number, stands: readonly FailedItem[]): string =>
  `${stands.length} of ${items} items of check ${check} do not pass:\n${stands.map(sayItem).join('\n')}`;

/** What did not pass and is mended before it counts: told, so that nobody takes the check for a clean one. */
const mendedProof = (source: Source, mended: readonly FailedItem[]): readonly Proof[] =>
  mended.length === 0
    ? []
    : [prove(source, `does not pass yet, and steps of this plan mend it: ${mended.map(sayItem).join('; ')}`)];

const judge = (check: JsonObject, source: Source, { mends }: Asked): Probe => {
  const verdict = precheckVerdict(check);
  const { stands, mended } = splitFailed(verdict, mends);
  const { items } = verdict;
  const id = textIn(check, 'check_id');
  const proof = [
    prove(source, `${say(check, 'check_id', 'status', 'finished_at')} items=${items}`),
    ...mendedProof(source, mended),
  ];
  if (verdict.is === 'running')
    return { is: 'in-flight', task: id, says: `the check is ${textIn(check, 'status')}`, proof };
  if (stands.length > 0) return { is: 'failed', why: failedWords(id, items, stands), proof };
  const result = { checkId: id, finishedAt: textIn(check, 'finished_at'), items, mended: mended.length };
  return { is: 'done', proof, result };
};

const probeCheck = async ({ cs }: Observer, asked: Asked, id: string): Promise<Probe> => {
  const check = await cs.getClusterCheck(asked.target, id);
  if (check.ok) return judge({ check_id: id, ...check.value }, check.source, asked);
  return unreadable(check.call, check.failure);
};

/** Any ClusterMigrate check made since the intent answers the question, whoever started it. */
const adopt = async (observer: Observer, asked: Asked, since: Since): Promise<Probe> => {
  const checks = await observer.cs.listClusterChecks(asked.target);
  if (!checks.ok) return unreadable(checks.call, checks.failure);
  const newest = newestCheck(checks.value.filter((check) => isSince(textIn(check, 'created_at'), since) === true));
  if (newest !== null) return probeCheck(observer, asked, textIn(newest, 'check_id'));
  const says = `${checks.value.length} checks, none created since ${since.at}`;
  return { is: 'not-done', proof: [prove(checks.source, says)] };
};

const askedOf = ({ desired, args }: OperationCall): Asked => {
  const mends = args['mends'];
  return {
    target: targetOf(desired),
    mends: Array.isArray(mends) ? mends.filter((topic) => typeof topic === 'string') : [],
  };
};

/**
 * The vendor's pre-check of type ClusterMigrate (it puts a short pod on each node). Its probe without an intent is always
 * not-done: an older result is evidence in a plan, never a step that was taken.
 */
export const precheck: Operation = {
  probe: (observer, call, since) => {
    const asked = askedOf(call);
    if (since === undefined) return Promise.resolve({ is: 'not-done', proof: [] });
    return since.task === undefined ? adopt(observer, asked, since) : probeCheck(observer, asked, since.task);
  },
  perform: ({ cs }, { desired }, fence) => cs.runClusterCheck(targetOf(desired), fence),
};
