import type { Gain } from '../../../../src/core/kind.ts';

type Edition = 'dedicated' | 'standard' | 'pro';

/** One topic of the vendor's comparison of editions (seed 002, text of 2021; numbers may have moved since). */
interface Row extends Readonly<Record<Edition, string>> {
  readonly topic: string;
}

export const editionsAsOf = '2021';

export const editions: readonly Row[] = [
  {
    topic: 'cluster size',
    dedicated: 'as its masters bear',
    standard: 'up to 100 nodes for a new cluster',
    pro: 'up to 5,000 nodes',
  },
  {
    topic: 'SLA of the API server',
    dedicated: 'none (own masters)',
    standard: '99.90 %, no compensation',
    pro: '99.95 %, with compensation',
  },
  {
    topic: 'API server',
    dedicated: 'by hand',
    standard: 'no automatic scaling, no availability monitoring',
    pro: 'automatic scaling, availability monitoring',
  },
  {
    topic: 'etcd',
    dedicated: 'own backups',
    standard: 'no frequent backups',
    pro: 'frequent cold and hot backups, geo-disaster recovery',
  },
  { topic: 'disks of etcd', dedicated: 'as made', standard: 'as made', pro: 'encrypted by default' },
  {
    topic: 'Secrets at rest',
    dedicated: 'not encrypted by KMS',
    standard: 'not encrypted by KMS',
    pro: 'kms-plugin encrypts Kubernetes Secrets',
  },
  {
    topic: 'scheduler',
    dedicated: 'as installed',
    standard: 'default',
    pro: 'gang, CPU and GPU topology, NPU, pods in bulk',
  },
  { topic: 'shared GPU', dedicated: 'cGPU Basic', standard: 'cGPU Basic', pro: 'cGPU Professional' },
  {
    topic: 'security management',
    dedicated: 'basic',
    standard: 'basic',
    pro: 'inspects running containers, repairs automatically',
  },
  { topic: 'managed node pools', dedicated: 'no', standard: 'no', pro: 'yes' },
  {
    topic: 'meant for',
    dedicated: 'own control of masters',
    standard: 'tests and small loads',
    pro: 'large production, finance, big data',
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
