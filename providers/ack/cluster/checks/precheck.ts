import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import type { Json } from '../../../../src/core/fact.ts';
import { mendedBy } from '../journeys/dedicated/mends.ts';
import { preparations } from '../journeys/dedicated/preparations.ts';
import { situationOf } from '../journeys/dedicated/situation.ts';
import { splitFailed, type FailedItem } from '../precheck-verdict.ts';
import { anyMigration } from './columns.ts';
import { plural, record, say } from './fact-values.ts';

/** What did not pass and is not mended by this very plan. */
const failedItems = (
  newest: Readonly<Record<string, Json | undefined>>,
  mends: readonly string[],
): readonly string[] => {
  const failed = (Array.isArray(newest['failed']) ? newest['failed'] : []) as readonly FailedItem[];
  return splitFailed({ failed }, mends).stands.map((item) =>
    ['group', 'item', 'resource', 'status', 'message', 'link']
      .map((part) => say(item, part))
      .filter(Boolean)
      .join(' '),
  );
};

/** `2026-11-22T00:47:00Z, 25 min ago`: the service tells nanoseconds, and nobody reads them. */
const finishedWords = (finished: string, at: string): string => {
  const minutes = Math.round((Date.parse(at) - Date.parse(finished)) / 60_000);
  const age = minutes < 120 ? `${minutes} min` : minutes < 2880 ? `${Math.round(minutes / 60)} h` : null;
  const time = finished.replace(/\.\d+(?=Z$|[+-]\d\d:\d\d$)/, '');
  if (Number.isNaN(minutes)) return time;
  return `${time}, ${age ?? `${Math.round(minutes / 1440)} days`} ago`;
};

/**
 * The vendor's own verdict. A plan cannot run it (it puts a pod on each node): a good or missing result is asked again by
 * the run; a failed newest one blocks, since the cluster is known not to pass.
 */
const vendorSays = (subject: CheckSubject): Judgement => {
  const newest = record(subject, 'precheck.newest');
  const later = 'precheck';
  if (newest === null)
    return { verdict: 'later', later, summary: 'the vendor pre-check was never run; step 1 runs it' };
  const failed = failedItems(newest, mendedBy(preparations(situationOf(subject))));
  const told = say(newest, 'finishedAt');
  if (failed.length === 0 && told === '')
    return { verdict: 'later', later, summary: 'the newest vendor pre-check has not ended; step 1 runs it again' };
  const finished = told === '' ? 'not finished' : `finished ${finishedWords(told, subject.observed.at)}`;
  if (failed.length === 0)
    return { verdict: 'later', later, summary: `the newest vendor pre-check passed (${finished}); it is run again` };
  return {
    verdict: 'fail',
    summary: `the newest vendor pre-check failed ${plural(failed.length, 'item')}; 0 may fail`,
    detail: [`${finished}, check ${say(newest, 'id')}`, ...failed].join('\n'),
    remedy: 'mend what the items name, run the check again (onward precheck), then plan again',
    at: '/spec/clusterId',
  };
};

/** ACK105: every item of the vendor's ClusterMigrate pre-check. */
export const precheckChecks: readonly Check[] = [
  {
    code: 'ACK105',
    explains:
      'The vendor checks the cluster itself before it migrates it, by a short pod on each node, so a plan does not run it: the run does, before the gate, and again when the result is older than 10 minutes. Words of the result that are not documented are shown as they came.',
    demands: 'every item of the vendor pre-check ClusterMigrate passes',
    stage: 'journey',
    waivable: false,
    facts: ['precheck.newest'],
    applies: anyMigration,
    judge: vendorSays,
  },
];
