import type { RequestListener } from 'node:http';
import { isApiDown, type LiveCluster, type LiveWorld } from '../live-world.ts';
import { openPort, pickPort, type Port } from '../port.ts';
import type { Serving } from '../tls/throw-away.ts';

/** The Kubernetes API servers, one port a cluster. */
export interface Fleet {
  /** Opens and closes ports as it should be now. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Member {
  readonly cluster: LiveCluster;
  readonly port: Port;
}

async function follow({ cluster, port }: Member, world: LiveWorld): Promise<void> {
  const down = isApiDown(cluster, world.clock.now());
  if (down && port.isOpen()) await port.close();
  if (!down && !port.isOpen()) await port.open();
}

/** A port that somebody took meanwhile is tried again the next time; the others do not wait for it. */
const followSafely = (member: Member, world: LiveWorld): Promise<void> =>
  follow(member, world).catch((error: unknown) => {
    process.stderr.write(`twin: port ${member.port.number} does not open: ${String(error)}\n`);
  });

/** Opens a port for each cluster and writes its address into `world.servers`. */
export async function openFleet(
  world: LiveWorld,
  listenerOf: (cluster: LiveCluster) => RequestListener,
  tls?: Serving,
): Promise<Fleet> {
  const members: Member[] = [];
  for (const cluster of world.clusters) {
    const port = await openPort(listenerOf(cluster), { candidates: pickPort, tries: 100, tls });
    world.servers.set(cluster.told.id, port.url);
    members.push({ cluster, port });
  }
  // One after the other: two openings of one port at a time would meet.
  let last = Promise.resolve();
  let closed = false;
  const settle = (): Promise<void> => {
    last = last.then(async () => {
      if (!closed) await Promise.all(members.map((member) => followSafely(member, world)));
    });
    return last;
  };
  const close = async (): Promise<void> => {
    closed = true;
    await last;
    await Promise.all(members.map(({ port }) => port.close()));
  };
  return { settle, close };
}
