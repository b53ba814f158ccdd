import type { Gain } from '../../../../src/core/kind.ts';

type Edition = 'dedicated' | 'standard' | 'pro';

/** One topic of the vendor's comparison of editions (text of 2021; numbers may have moved since; what it does not say is `not stated`). */
interface Row extends Readonly<Record<Edition, string>> {
  readonly topic: string;
}

export const editionsAsOf = '2021';

export const editions: readonly Row[] = [
  {
    topic: 'cluster size',
    dedicated: 'not stated',
    standard: 'up to 100 nodes for a new cluster (today: 10)',
    pro: 'up to 5,000 nodes',
  },
  {
    topic: 'SLA of the API server',
    dedicated: 'none on own masters',
    standard: '99.90 %, no compensation',
    pro: '99.95 %, with compensation',
  },
  {
    topic: 'API server',
    dedicated: 'not stated',
    standard: 'no automatic scaling, no availability monitoring',
    pro: 'automatic scaling, availability monitoring',
  },
  {
    topic: 'etcd backups',
    dedicated: 'not stated',
    standard: 'none of Pro',
    pro: 'frequent cold and hot backups, geo-disaster recovery',
  },
  { topic: 'disks of etcd', dedicated: 'not stated', standard: 'not stated', pro: 'encrypted by default' },
  {
    topic: 'Secrets at rest',
    dedicated: 'not stated',
    standard: 'not stated',
    pro: 'kms-plugin encrypts Kubernetes Secrets',
  },
  {
    topic: 'scheduler',
    dedicated: 'not stated',
    standard: 'none of Pro',
    pro: 'gang, CPU and GPU topology, NPU, pods in bulk',
  },
  { topic: 'shared GPU', dedicated: 'cGPU Basic', standard: 'cGPU Basic', pro: 'cGPU Professional' },
  {
    topic: 'security management',
    dedicated: 'not stated',
    standard: 'basic edition',
    pro: 'professional: inspects running containers, repairs automatically',
  },
  { topic: 'managed node pools', dedicated: 'not stated', standard: 'not supported', pro: 'supported' },
  {
    topic: 'meant for',
    dedicated: 'not stated',
    standard: 'not stated',
    pro: 'large-scale production, big data, finance',
  },
];

/** What changes for a cluster that becomes Pro: only the topics that differ. */
export const gainsFrom = (from: Exclude<Edition, 'pro'>): readonly Gain[] =>
  editions
    .filter((row) => row[from] !== row.pro)
    .map((row) => ({
      topic: row.topic,
      before: row[from],
      after: row.pro,
      source: `vendor's comparison of editions, ${editionsAsOf}`,
    }));
