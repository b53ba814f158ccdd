import type { Desired } from '../../../../src/core/desired.ts';
import type { Facts, Json } from '../../../../src/core/fact.ts';
import type { Journey, StepDraft } from '../../../../src/core/kind.ts';
import { specOf } from '../spec.ts';
import { before, kept, pick } from './expectations.ts';
import { gainsFrom } from './gains.ts';
import { keepsWindow } from './keeps-window.ts';
import { notices } from './notices.ts';

const migrate = (desired: Desired, facts: Facts): StepDraft => ({
  id: 'migrate',
  type: 'change',
  operation: 'ack.migrate/1',
  title: `POST /clusters/${specOf(desired).clusterId}/migrate`,
  because: ['cluster.edition'],
  args: { type: 'ManagedKubernetes', spec: `ack.pro.${specOf(desired).tier ?? 'small'}` },
  expects: before(facts),
  needs: ['precheck'],
});

const prove = (facts: Facts): StepDraft => {
  const proven: Record<string, Json> = Object.fromEntries(pick(facts, kept).map(({ fact, equals }) => [fact, equals]));
  return {
    id: 'prove',
    type: 'check',
    operation: 'ack.prove/1',
    title: 'prove: Pro, running; type, version and API address as before',
    because: ['cluster.edition'],
    args: { facts: { ...proven, 'cluster.edition': 'pro', 'cluster.state': 'running' } },
    expects: [],
    needs: ['migrate'],
  };
};

const precheck = (facts: Facts): StepDraft => ({
  id: 'precheck',
  type: 'check',
  operation: 'ack.precheck/1',
  title: 'vendor pre-check (a short pod per node)',
  because: ['cluster.edition'],
  args: { type: 'ClusterMigrate' },
  // A pod on each node of a cluster that is no longer what was planned for would be for nothing.
  expects: before(facts),
  needs: [],
});

const accountIn = (facts: Facts): string => {
  const account = facts['account.id'];
  return typeof account === 'string' ? account : 'not known';
};

const question = (desired: Desired, facts: Facts): string =>
  [
    `Migrate ${desired.name} from standard to Pro? This cannot be undone: it sends MigrateCluster once.`,
    `It is cluster ${specOf(desired).clusterId} in ${specOf(desired).region}, account ${accountIn(facts)}.`,
    ...notices,
  ].join('\n');

/** standard → Pro: pre-check, gate commit, migrate (one-way), prove. Nothing has to be prepared. */
export const standardToPro = (desired: Desired, facts: Facts): Journey => ({
  name: 'standard-to-pro',
  title: 'standard -> pro',
  steps: [precheck(facts), migrate(desired, facts), prove(facts)],
  gates: {
    commit: {
      question: question(desired, facts),
      requires: [
        { code: 'ACK103', maxAge: '60s' },
        { code: 'ACK105', maxAge: '10m' },
        { code: 'ACK127', maxAge: '1h' },
        { code: 'ACK132', maxAge: '60s' },
      ],
      ...keepsWindow(desired),
    },
  },
  gains: gainsFrom('standard'),
  leftBehind: [],
  notices,
  unchecked: [],
});
