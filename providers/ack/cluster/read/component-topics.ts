import { nodeIn } from '../../clients/kubernetes/nodes.ts';
import { getDeployment, type Deployment } from '../../clients/kubernetes/workloads.ts';
import { andThen, both, mapReading, type Reading } from '../../../wire/reading.ts';
import { cgpuByAddons, cgpuOf, terway, terwayFact, virtualNodeFact } from './component-facts.ts';
import { plain } from './plain.ts';
import type { Reads } from './reads.ts';
import { topic } from './topic.ts';

const deployment = ({ by }: Reads, name: string): Promise<Reading<Deployment | null>> =>
  by((api) => getDeployment(api, 'kube-system', name));

interface Cgpu {
  readonly edition: string | null;
}

/** Which edition of cGPU there is; the list of add-ons is asked only where nodes and workloads leave it open. */
export const readCgpu = async (
  reads: Pick<Reads, 'nodes' | 'daemonSets' | 'clients' | 'target'>,
): Promise<Reading<Cgpu>> =>
  andThen(
    both(await reads.nodes(), await reads.daemonSets()),
    async ([nodes, sets], source): Promise<Reading<Cgpu>> => {
      const edition = cgpuOf(nodes.map(nodeIn), sets);
      if (edition !== 'undecided') return { ok: true, value: { edition }, source };
      const addons = await reads.clients.cs.listClusterAddonInstances(reads.target);
      return mapReading(addons, (rows) => ({ edition: cgpuByAddons(rows) }), 'addons');
    },
  );

const cgpu = topic(['components.cgpu'], readCgpu, ({ edition }) => ({ 'components.cgpu': edition }));

const terwayControlplane = topic(
  ['components.terwayControlplane'],
  async (reads) => both(await deployment(reads, terway), await reads.webhooks()),
  ([found, webhooks]) => {
    const fact = terwayFact(found, webhooks);
    return { 'components.terwayControlplane': fact === null ? null : plain(fact) };
  },
);

const virtualNode = topic(
  ['components.virtualNode'],
  (reads) => deployment(reads, 'ack-virtual-node-controller'),
  (found) => {
    const fact = virtualNodeFact(found);
    return { 'components.virtualNode': fact === null ? null : plain(fact) };
  },
);

const albController = topic(
  ['components.albController'],
  (reads) => deployment(reads, 'alb-ingress-controller'),
  (found) => ({ 'components.albController': found !== null }),
);

export const componentTopics = {
  everywhere: [cgpu],
  dedicated: [terwayControlplane, virtualNode, albController],
} as const;
