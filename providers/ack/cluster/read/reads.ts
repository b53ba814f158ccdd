import { bucketReads, type BucketReads } from './bucket-reads.ts';
import { kubernetesReads, type KubernetesReads } from './kubernetes-reads.ts';
import { masterReads, type MasterReads } from './master-reads.ts';
import { networkReads, type NetworkReads } from './network-reads.ts';
import { roleReads, type RoleReads } from './role-reads.ts';
import type { Subject } from './subject.ts';

/** Everything that facts of one cluster come of. Each read is made when a fact needs it, and once an observation. */
export type Reads = Subject & NetworkReads & MasterReads & KubernetesReads & BucketReads & RoleReads;

export const readsOf = (subject: Subject): Reads => {
  const network = networkReads(subject);
  const masters = masterReads(subject);
  return {
    ...subject,
    ...network,
    ...masters,
    ...kubernetesReads(subject, masters),
    ...bucketReads(subject),
    ...roleReads(subject, network, masters),
  };
};
