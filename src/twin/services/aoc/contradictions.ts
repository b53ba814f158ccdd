import type { World } from '../../world-schema.ts';

interface Contradiction {
  readonly pointer: string;
  readonly summary: string;
  readonly remedy?: string;
}

type Named = readonly { readonly name?: string }[] | undefined;

const isIn = (list: Named, name: string): boolean => (list ?? []).some((each) => each.name === name);

function findInMachines({ clusters = [], machines = [] }: NonNullable<World['aoc']>): readonly Contradiction[] {
  return machines.flatMap(({ cluster, host, nics = [] }, index) => {
    const pointer = `/aoc/machines/${index}`;
    const home = clusters.find(({ name }) => name === cluster);
    if (home === undefined) return [{ pointer: `${pointer}/cluster`, summary: `there is no cluster ${cluster}` }];
    const hosts = home.hosts ?? [{}, {}, {}];
    const known = hosts.map(({ name }, at) => ({ name: name ?? `${home.name}-${at + 1}` }));
    const lost =
      host === undefined || isIn(known, host)
        ? []
        : [{ pointer: `${pointer}/host`, summary: `there is no host ${host} in cluster ${cluster}` }];
    const networks = home.networks ?? [{ name: 'default' }];
    const loose = nics.flatMap(({ network }, at) =>
      network === undefined || isIn(networks, network)
        ? []
        : [
            {
              pointer: `${pointer}/nics/${at}/network`,
              summary: `there is no network ${network} in cluster ${cluster}`,
            },
          ],
    );
    return [...lost, ...loose];
  });
}

/** Names of clusters and machines elsewhere in the section that nothing has. */
function findDangling({
  clusters,
  machines,
  placementGroups = [],
  links = [],
  happenings = [],
}: NonNullable<World['aoc']>): readonly Contradiction[] {
  const groups = placementGroups.map(
    ({ cluster }, index) => [`/aoc/placementGroups/${index}/cluster`, cluster] as const,
  );
  const ends = links.flatMap(({ between }, index) =>
    between.map((name, at) => [`/aoc/links/${index}/between/${at}`, name] as const),
  );
  const lost = [...groups, ...ends]
    .filter(([, name]) => !isIn(clusters, name))
    .map(([pointer, name]) => ({ pointer, summary: `there is no cluster ${name}` }));
  const unknown = happenings.flatMap(({ machine }, index) =>
    (machines ?? []).some(
      ({ id, name, count }) =>
        id === machine || name === machine || (count !== undefined && machine.startsWith(`${name}-`)),
    )
      ? []
      : [{ pointer: `/aoc/happenings/${index}/machine`, summary: `there is no machine ${machine}` }],
  );
  return [...lost, ...unknown];
}

/** Machines that are alike in what must be one machine's own. */
const findShared = ({ machines = [] }: NonNullable<World['aoc']>): readonly Contradiction[] =>
  machines.flatMap(({ count = 1, id, localId }, index) =>
    count > 1 && (id ?? localId) !== undefined
      ? [
          {
            pointer: `/aoc/machines/${index}/count`,
            summary: `${count} machines cannot have one id`,
            remedy: 'leave id and localId out',
          },
        ]
      : [],
  );

/** What a schema cannot see in the section of the operation center. */
export const findAocContradictions = ({ aoc }: World): readonly Contradiction[] =>
  aoc === undefined ? [] : [...findInMachines(aoc), ...findShared(aoc), ...findDangling(aoc)];
