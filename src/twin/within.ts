import { answerAny } from './answer-any.ts';
import type { CallLog } from './call-log.ts';
import { catchUp } from './catch-up.ts';
import { answerControl } from './control.ts';
import { createLiveWorld } from './create-world.ts';
import { settle } from './exchange.ts';
import type { Incoming } from './incoming.ts';
import { answerKubernetes } from './kubernetes/api.ts';
import { isApiDown, type LiveCluster, type LiveWorld } from './live-world.ts';
import { createReadyLine, type ReadyLine } from './ready-line.ts';
import { renderWorld } from './render-world.ts';
import { httpDate } from './time.ts';
import type { World } from './world-schema.ts';

/** A request to a twin in this process. */
export type Asked = Pick<Incoming, 'method' | 'headers'> & { readonly url: URL; readonly body: string };

/** refused: nobody listens there now. cut: the connection ended without an answer. */
export type Answered =
  | {
      readonly is: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly is: 'refused' | 'cut' };

/** A twin without ports: who asks it lives in the same process, and gives it the time. */
export interface TwinWithin {
  readonly ready: ReadyLine;
  readonly ask: (asked: Asked) => Promise<Answered>;
  /** Whether it stands for what is at an address. */
  readonly serves: (url: URL) => boolean;
  /** Whether the API server of a cluster refuses connections now. */
  readonly isAway: (cluster: string) => boolean;
  /** Whether a machine of one of these names runs now. */
  readonly isOn: (names: readonly string[]) => boolean;
  readonly calls: () => readonly CallRow[];
  /** The whole world as it is now. */
  readonly world: () => ReturnType<typeof renderWorld>;
  /** Asks `POST /_twin/faults` and the like; throws where it is refused. */
  readonly control: (name: `${'GET' | 'POST' | 'DELETE'} /_twin/${string}`, body?: unknown) => void;
}

/** A row of the log; `about` is all that its target stands for: a task of a machine for the machine too. */
type CallRow = ReturnType<CallLog['rows']>[number] & { readonly about: readonly string[] };

interface WithinOptions {
  readonly world: World;
  readonly seed?: number;
  /** Milliseconds that pass as the world's do; where they begin does not matter. */
  readonly clock: () => number;
}

/** Addresses that name nobody: the first is the clouds', each further one a cluster's API server. */
const address = (number: number): string => `http://127.0.0.1:${number}`;

const incomingOf = ({ method, headers, url, body }: Asked): Incoming => ({
  method,
  headers,
  path: url.pathname,
  query: new URLSearchParams(url.search),
  body: Buffer.from(body),
  tooLarge: false,
});

type Clusters = ReadonlyMap<string, LiveCluster>;

/** Each cluster's API server by its host, told to the world as if it listened there. */
const listen = (world: LiveWorld): Clusters => {
  const clusters = new Map<string, LiveCluster>();
  for (const [index, cluster] of world.clusters.entries()) {
    const url = address(index + 2);
    clusters.set(new URL(url).host, cluster);
    world.servers.set(cluster.told.id, url);
  }
  return clusters;
};

const answer = async (world: LiveWorld, clusters: Clusters, asked: Asked): Promise<Answered> => {
  const incoming = incomingOf(asked);
  const cluster = clusters.get(asked.url.host);
  if (cluster !== undefined && isApiDown(cluster, world.clock.now())) return { is: 'refused' };
  const answering = cluster === undefined ? answerAny(incoming, world) : answerKubernetes(incoming, cluster, world);
  const { reply } = await settle(world, answering);
  if (reply === undefined) return { is: 'cut' };
  const headers = { ...reply.headers, date: httpDate(world.clock.now()) };
  return { is: 'answer', status: reply.status, headers, body: String(reply.body) };
};

const rowsOf = ({ calls, aoc }: LiveWorld): readonly CallRow[] =>
  calls.rows().map((row) => {
    const task = aoc?.tasks.find(({ id }) => id === row.target);
    return { ...row, about: [row.target, ...(task === undefined ? [] : [task.resourceId])] };
  });

const controlling =
  (world: LiveWorld): TwinWithin['control'] =>
  (name, body) => {
    const [method = '', path = ''] = name.split(' ');
    const asked = { method, url: new URL(path, address(1)), headers: {}, body: JSON.stringify(body ?? {}) };
    const { status, body: said } = answerControl(incomingOf(asked), world);
    if (status !== 200) throw new Error(`${name}: ${String(said)}`);
  };

/** Opens a twin over a world that `readWorld` accepts. A delay that a fault asks for is not waited for. */
export function openWithin({ world: told, seed = told.seed ?? 7, clock }: WithinOptions): TwinWithin {
  const world = createLiveWorld({ world: told, seed, speed: 1, real: clock });
  const clusters = listen(world);
  return {
    ready: createReadyLine(world, { url: address(1), caFile: undefined }),
    ask: (asked) => answer(world, clusters, asked),
    serves: ({ host }) => host === new URL(address(1)).host || clusters.has(host),
    isAway: (id) => world.clusters.some((cluster) => cluster.told.id === id && isApiDown(cluster, world.clock.now())),
    isOn: (names) => {
      catchUp(world);
      return (world.aoc?.machines ?? []).some(({ name, status }) => status === 'RUNNING' && names.includes(name));
    },
    calls: () => rowsOf(world),
    world: () => {
      catchUp(world);
      return renderWorld(world);
    },
    control: controlling(world),
  };
}
