import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { anyMigration } from './columns.ts';
import { list, nameIn, plural, record, say, text } from './fact-values.ts';

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

/** ACK120, ACK132: what the Kubernetes API says. */
export const kubernetesChecks: readonly Check[] = [
  {
    code: 'ACK120',
    explains:
      'Without kube-proxy a worker does not find the new control plane. An APIService that nobody serves makes every listing of all resources fail, namespaces that are being deleted among them, and would look afterwards as if the migration had broken it.',
    remedy:
      '`kubectl get apiservices` shows which is not available and why: bring its service back, or delete the APIService that nothing serves any more; then plan again.',
    demands: 'every APIService is available and kube-proxy is present',
    stage: 'journey',
    waivable: false,
    facts: ['apiservices.unavailable', 'nodes.noKubeProxy'],
    applies: anyMigration,
    judge: servicesFit,
  },
  {
    code: 'ACK132',
    explains:
      'After the migration only the private address is sure to answer. Where this runner cannot reach it now, it could neither prove the end nor tidy up after a call that cannot be undone. It is asked again right before the gate.',
    remedy:
      'Run from a host with a route to the private address (same VPC, VPN, peering), then plan again. While a migration is under way, wait: the API server is away for minutes.',
    demands: 'from this runner the API server answers at the address that will exist afterwards',
    stage: 'journey',
    waivable: false,
    facts: ['api.answers'],
    applies: anyMigration,
    judge: apiAnswers,
  },
];
