import { factOf } from '../dedicated-facts.ts';
import { terwaySteps } from './dedicated/terway.ts';
import type { Situation } from './dedicated/situation.ts';

const away =
  'API server away 5-10 min of a 10-15 min run; pods run on; deploys, HPA, CronJobs and leader elections stand still meanwhile.';
const fee =
  'The Pro management fee starts: 0.09 USD per cluster and hour (about 66 USD a month; the price may vary by region).';
const stays = 'Kubernetes version, private API address and kubeconfig stay as they are.';

/** What a yes to a migration of a standard cluster acknowledges (the vendor’s API reference and help pages). */
export const notices: readonly string[] = [
  away,
  'After success there is no way back to standard; a failed migration is rolled back by the service.',
  fee,
  stays,
];

const publicAddress = ({ facts }: Situation): readonly string[] => {
  const lost = factOf(facts, 'publicSlb') ?? null;
  return lost === null
    ? []
    : [`The public API address ${lost.address} stops answering; nothing replaces it by itself.`];
};

const afterFailure = (situation: Situation): string => {
  const parked = terwaySteps(situation).length > 0;
  const terway = parked ? ' terway-controlplane, parked for it, is put back.' : '';
  const undone = situation.spec.onFailure === 'undoPreparations';
  return undone
    ? `After a failed migration the preparations that have an undo are taken back.${terway}`
    : `After a failed migration the preparations stay, and a new plan starts from them.${terway}`;
};

/** What a yes to a migration of a dedicated cluster acknowledges. */
export const dedicatedNotices = (situation: Situation): readonly string[] => [
  away,
  'After success there is no way back to a dedicated cluster; a failed migration is rolled back by the service.',
  'The masters leave the cluster (Unknown or NotReady); their instances stay and are billed until you release them.',
  'A copy of etcd with every Secret goes through the bucket; signing keys go through Cloud Assistant, which keeps its output 30 days.',
  fee,
  stays,
  ...publicAddress(situation),
  afterFailure(situation),
];
