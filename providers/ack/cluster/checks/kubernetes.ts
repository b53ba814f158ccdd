import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { few, list, nameIn, plural, record, say, text } from './fact-values.ts';

const nodesFit = (subject: CheckSubject): Judgement => {
  const notReady = list(subject, 'nodes.notReady').map((node) => `${say(node, 'name')} not ready: ${say(node, 'why')}`);
  const closed = list(subject, 'nodes.unschedulable').map((name) => `${nameIn(name)} not schedulable`);
  const full = list(subject, 'nodes.fewSlots').map(
    (node) => `${say(node, 'name')} has ${say(node, 'free')} free pod slots; 3 are needed`,
  );
  const wrong = [...notReady, ...closed, ...full];
  const count = Number(subject.observed.facts['nodes.count']);
  if (wrong.length === 0)
    return { verdict: 'pass', summary: `${plural(count, 'node')} ready, schedulable, with more than 2 free pod slots` };
  return {
    verdict: 'fail',
    summary: `${plural(wrong.length, 'fault')} on ${plural(count, 'node')}; 0 allowed: ${few(wrong, 1)}`,
    ...(wrong.length === 1 ? {} : { detail: wrong.join('\n') }),
    remedy:
      'make the nodes ready and schedulable, make room for 3 pods each, or waive ACK109 with a reason and an expiry',
    at: '/spec/clusterId',
  };
};

const servicesFit = (subject: CheckSubject): Judgement => {
  const services = list(subject, 'apiservices.unavailable').map(
    (service) => `APIService ${say(service, 'name')}: ${say(service, 'why')}`,
  );
  const proxies = list(subject, 'nodes.noKubeProxy').map((name) => `${nameIn(name)} runs no kube-proxy`);
  const wrong = [...services, ...proxies];
  const counted = [
    ...(services.length === 0 ? [] : [`${plural(services.length, 'APIService')} not available`]),
    ...(proxies.length === 0 ? [] : [`${plural(proxies.length, 'worker')} without kube-proxy`]),
  ];
  if (wrong.length === 0)
    return { verdict: 'pass', summary: 'every APIService is available; kube-proxy runs on every worker' };
  return {
    verdict: 'fail',
    summary: `${counted.join(', ')}; 0 allowed`,
    detail: wrong.join('\n'),
    remedy:
      'bring the service behind each back, or delete the APIService that nothing serves any more; then plan again',
    at: '/spec/clusterId',
  };
};

const apiAnswers = (subject: CheckSubject): Judgement => {
  const answer = record(subject, 'api.answers');
  if (answer?.['ok'] === true)
    return { verdict: 'pass', summary: `the API server answers this runner at ${say(answer ?? undefined, 'address')}` };
  return {
    verdict: 'fail',
    summary: `the API server does not answer this runner at ${say(answer ?? undefined, 'address') || 'its private address'}`,
    detail: `${say(answer ?? undefined, 'why')}. The private address is the one that exists after the migration.`,
    remedy:
      text(subject, 'cluster.state') === 'migrating'
        ? 'wait: during a migration the API server is away for minutes; then plan again'
        : 'run from a host with a route to the private address (same VPC, VPN), or mend the API server',
    at: '/spec/clusterId',
  };
};

/** ACK109 (nodes), ACK120, ACK132: what the Kubernetes API says. */
export const kubernetesChecks: readonly Check[] = [
  {
    code: 'ACK109',
    demands: 'nodes are ready, schedulable and have more than 2 free pod slots',
    stage: 'journey',
    waivable: true,
    facts: ['nodes.count', 'nodes.notReady', 'nodes.unschedulable', 'nodes.fewSlots'],
    judge: nodesFit,
  },
  {
    code: 'ACK120',
    demands: 'every APIService is available and kube-proxy is present',
    stage: 'journey',
    waivable: false,
    facts: ['apiservices.unavailable', 'nodes.noKubeProxy'],
    judge: servicesFit,
  },
  {
    code: 'ACK132',
    demands: 'from this runner the API server answers at the address that will exist afterwards',
    stage: 'journey',
    waivable: false,
    facts: ['api.answers'],
    judge: apiAnswers,
  },
];
