import { completeCluster } from '../cluster.ts';
import { createIdentifiers } from '../identifiers.ts';
import type { WorldBudget, WorldCluster } from '../world-schema.ts';

/** What no schema can see of the objects of a cluster; pointers are within the cluster. */
interface Contradiction {
  readonly pointer: string;
  readonly summary: string;
  readonly remedy?: string;
}

type Named = { readonly name: string; readonly namespace?: string };

/** The second and later of one name in one namespace. */
function repeated(list: string, things: readonly Named[]): readonly Contradiction[] {
  const ids = things.map(({ name, namespace = 'default' }) => `${namespace}/${name}`);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index
      ? [{ pointer: `/kubernetes/${list}/${index}/name`, summary: `${id} is there already` }]
      : [],
  );
}

/** Places that name a node, and the node they name. */
function namedNodes({ kubernetes = {} }: WorldCluster): readonly (readonly [string, string])[] {
  const { pods = [], deployments = [], persistentVolumes = [] } = kubernetes;
  const one = (list: string, things: readonly { readonly node?: string }[]): readonly (readonly [string, string])[] =>
    things.flatMap(({ node }, index) =>
      node === undefined ? [] : [[`/kubernetes/${list}/${index}/node`, node] as const],
    );
  return [
    ...one('pods', pods),
    ...one('persistentVolumes', persistentVolumes),
    ...deployments.flatMap(({ nodes = [] }, index) =>
      nodes.map((node, at) => [`/kubernetes/deployments/${index}/nodes/${at}`, node] as const),
    ),
  ];
}

const unclear = (budgets: readonly WorldBudget[]): readonly Contradiction[] =>
  budgets.flatMap(({ minAvailable, maxUnavailable }, index) =>
    (minAvailable === undefined) === (maxUnavailable === undefined)
      ? [
          {
            pointer: `/kubernetes/budgets/${index}`,
            summary: 'a budget says either minAvailable or maxUnavailable',
            remedy: 'give one of the two',
          },
        ]
      : [],
  );

export function findObjectContradictions(cluster: WorldCluster): readonly Contradiction[] {
  const { kubernetes } = cluster;
  if (kubernetes === undefined) return [];
  // Names that the world leaves out follow from region and address, not from the seed.
  const names = completeCluster(cluster, 0, createIdentifiers(0)).nodes.map(({ name }) => name);
  const { pods = [], deployments = [], budgets = [], services = [], configMaps = [] } = kubernetes;
  return [
    ...namedNodes(cluster).flatMap(([pointer, node]) =>
      names.includes(node)
        ? []
        : [
            {
              pointer,
              summary: `the cluster has no node ${node}`,
              remedy: `its nodes: ${names.slice(0, 10).join(', ')}`,
            },
          ],
    ),
    ...unclear(budgets),
    ...repeated('pods', pods),
    ...repeated('budgets', budgets),
    ...repeated('services', services),
    ...repeated('configMaps', configMaps),
    ...repeated(
      'deployments',
      deployments.map(({ kind = 'Deployment', name, namespace }) => ({
        name: `${kind} ${name}`,
        ...(namespace !== undefined && { namespace }),
      })),
    ),
  ];
}
