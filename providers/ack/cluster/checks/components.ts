import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf } from '../dedicated-facts.ts';
import { lastOf, situationOf } from '../journeys/dedicated/situation.ts';
import { isParked, terwayBackup, terwaySteps } from '../journeys/dedicated/terway.ts';
import { apiEndpoint, virtualNodeSteps } from '../journeys/dedicated/virtual-node.ts';
import { onlyDedicated } from './columns.ts';
import { inLine, plural } from './fact-values.ts';

const at = '/spec/clusterId';

const terwayParked = (subject: CheckSubject): Judgement => {
  const terway = factOf(subject.observed.facts, 'components.terwayControlplane') ?? null;
  if (terway === null) return { verdict: 'pass', summary: 'there is no terway-controlplane' };
  if (isParked(terway)) return { verdict: 'pass', summary: 'terway-controlplane is parked: 0 replicas, 0 webhooks' };
  return {
    verdict: 'later',
    later: lastOf(terwaySteps(situationOf(subject))) ?? '',
    summary: `terway-controlplane runs (${plural(terway.replicas, 'replica')}, ${plural(terway.webhooks.length, 'webhook')}); 0 allowed: the plan parks it`,
    detail: [
      `Its webhooks are kept in ConfigMap kube-system/${terwayBackup}.`,
      ...terway.webhooks.map(({ kind, name }) => inLine(`${kind} ${name}`)),
    ].join('\n'),
    at,
  };
};

const knowsTheApi = (subject: CheckSubject): Judgement => {
  const situation = situationOf(subject);
  const node = factOf(subject.observed.facts, 'components.virtualNode') ?? null;
  const api = apiEndpoint(situation);
  if (node === null) return { verdict: 'pass', summary: 'there is no ack-virtual-node' };
  const now = inLine(`${node.host ?? 'no host'}:${node.port ?? 'no port'}`);
  if (api === null)
    return {
      verdict: 'unknown',
      summary: `ack-virtual-node asks ${now}, and the private API address is not known`,
      remedy: 'see in the console that the cluster has a private API address, then plan again',
      at,
    };
  const right = `${api.host}:${api.port}`;
  const later = lastOf(virtualNodeSteps(situation));
  if (later === null) return { verdict: 'pass', summary: `ack-virtual-node asks the private API address ${right}` };
  const summary = `ack-virtual-node asks ${now}; ${right} is needed: the plan sets it`;
  return { verdict: 'later', later, summary, detail: 'Its controller restarts once.', at };
};

const gpuShared = (subject: CheckSubject): Judgement => {
  if (factOf(subject.observed.facts, 'components.cgpu') !== 'basic')
    return { verdict: 'pass', summary: 'cGPU Basic is not installed' };
  return {
    verdict: 'warn',
    summary: 'cGPU Basic is installed; Professional must follow within 7 days of the migration',
    detail:
      'Until then GPU pods that run go on; new ones that share a GPU may stay Pending, or be placed without their share.',
    remedy: 'plan the upgrade to cGPU Professional right after the migration; it is listed under what stays behind',
    at,
  };
};

const row = { stage: 'journey', waivable: false, applies: onlyDedicated } as const;

/** ACK118, ACK119, ACK126: components that the migration breaks if nobody sees to them. */
export const componentChecks: readonly Check[] = [
  {
    ...row,
    code: 'ACK118',
    explains:
      'The page of 2021 does not know it; the current page on Terway wants the custom pod configuration parked before: no replicas, its two webhooks backed up and deleted, for they would refuse pods while nothing answers them. After a success the add-on takes its place; after a failure it is restored.',
    demands: 'terway-controlplane is parked',
    facts: ['components.terwayControlplane'],
    judge: terwayParked,
  },
  {
    ...row,
    code: 'ACK119',
    explains:
      'The page of 2021 does not know it; the FAQ of the current one wants KUBERNETES_APISERVER_HOST and KUBERNETES_APISERVER_PORT of ack-virtual-node-controller set to the private API address before.',
    demands: 'ack-virtual-node knows the private API address',
    facts: ['components.virtualNode', 'api.address'],
    judge: knowsTheApi,
  },
  {
    ...row,
    code: 'ACK126',
    explains:
      'Both pages say that cGPU Basic must be upgraded to Professional after the migration, and neither says by when. Onward counts 7 days, then drift grows loud.',
    demands: 'no cGPU Basic is installed',
    facts: ['components.cgpu'],
    judge: gpuShared,
  },
];
