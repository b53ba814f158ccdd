import { once } from '../read/once.ts';
import { kubernetesReads, type KubernetesReads } from '../read/kubernetes-reads.ts';
import { masterReads } from '../read/master-reads.ts';
import type { Subject } from '../read/subject.ts';
import type { JsonObject } from '../../../wire/json.ts';
import type { Reading } from '../../../wire/reading.ts';

/** What the readers of one target's duties share: each list is asked once, whatever number of duties it answers. */
export type DutyReads = Pick<Subject, 'clients' | 'target' | 'stamp'> &
  Pick<KubernetesReads, 'by' | 'nodes' | 'daemonSets'> & {
    readonly addons: () => Promise<Reading<readonly JsonObject[]>>;
  };

export const dutyReadsOf = (subject: Pick<Subject, 'clients' | 'target' | 'stamp'>): DutyReads => {
  const { clients, target } = subject;
  const { by, nodes, daemonSets } = kubernetesReads(subject, masterReads(subject));
  return { ...subject, by, nodes, daemonSets, addons: once(() => clients.cs.listClusterAddonInstances(target)) };
};
