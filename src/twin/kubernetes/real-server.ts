import type { Answering } from '../exchange.ts';
import type { Incoming } from '../incoming.ts';
import { isApiDown, type LiveCluster, type LiveWorld } from '../live-world.ts';
import type { Reply } from '../reply.ts';
import { answerKubernetes } from './api.ts';
import type { KubernetesBackend } from './backend.ts';
import { storeOf } from './controllers.ts';
import { mirror } from './mirror.ts';
import { followThere, type Written } from './real-nodes.ts';
import { createChores } from './real-pods.ts';
import { seed } from './seed.ts';
import { connect, readAll, type Upstream } from './upstream.ts';

/** A real API server behind one cluster of the world, with the twin as its kubelets. */
export interface RealServer {
  readonly cluster: LiveCluster;
  readonly answer: (incoming: Incoming) => Answering;
  /** Does there what has become due. */
  readonly settle: () => Promise<void>;
}

/** The code of the error when the server cannot be reached at the start, or refuses an object. */
export const serverProblem = 'TWIN_API_SERVER';

const forwarded = ['accept', 'content-type', 'user-agent'];

async function forward(upstream: Upstream, incoming: Incoming): Promise<Reply | undefined> {
  const { method, path, query, headers, body } = incoming;
  const text = query.toString();
  try {
    const answer = await upstream.send({
      method,
      path: `${path}${text === '' ? '' : `?${text}`}`,
      headers: Object.fromEntries(forwarded.flatMap((name) => (headers[name] ? [[name, String(headers[name])]] : []))),
      ...(body.length > 0 && { body }),
    });
    const { status, stream } = answer;
    // A watch is handed on as it comes.
    const watches = ['1', 'true'].includes(query.get('watch') ?? '') && status === 200;
    if (watches) return { status, headers: answer.headers, body: '', stream };
    return { status, headers: answer.headers, body: await readAll(stream) };
  } catch {
    // The server is not there: the client sees what it would see without the twin.
    return undefined;
  }
}

const endsPods = ({ method, path }: Incoming): boolean =>
  (method === 'DELETE' && /\/pods(\/|$)/.test(path)) || (method === 'POST' && path.endsWith('/eviction'));

const deletesNodes = ({ method, path }: Incoming): boolean => method === 'DELETE' && /^\/api\/v1\/nodes/.test(path);

/** Connects, and makes the cluster's objects there. Rejects with the server's own words when it refuses one. */
export async function openRealServer(
  backend: KubernetesBackend,
  cluster: LiveCluster,
  world: LiveWorld,
): Promise<RealServer> {
  const upstream = connect(backend);
  const store = storeOf(cluster, world);
  await seed(upstream, store).catch((error: unknown) => {
    throw Object.assign(new Error(error instanceof Error ? error.message : String(error)), { code: serverProblem });
  });
  store.mirrored = true;
  let changed = true;
  const written: Written = { states: new Map(), quiet: new Set() };
  const chores = createChores(upstream);
  const settle = async (): Promise<void> => {
    const now = world.clock.now();
    const followed = await followThere({ upstream, cluster, ids: world.ids, written, now });
    if (followed.gone) chores.collectFrom(now);
    const done = await chores.settle(now);
    if (!changed && !followed.changed && !done) return;
    changed = false;
    await mirror(upstream, store);
  };
  const perform = async (incoming: Incoming): Promise<Reply | undefined> => {
    const now = world.clock.now();
    if (isApiDown(cluster, now)) return undefined;
    const reply = await forward(upstream, incoming);
    if (reply === undefined || reply.status >= 300 || incoming.method === 'GET') return reply;
    changed = true;
    if (endsPods(incoming)) chores.endFrom(now);
    if (deletesNodes(incoming)) chores.collectFrom(now);
    return reply;
  };
  // Tokens, names in the call log and faults are the twin's as ever; only the answer comes from there.
  const answer = (incoming: Incoming): Answering => ({
    ...answerKubernetes(incoming, cluster, world),
    unknown: false,
    perform: () => perform(incoming),
  });
  return { cluster, answer, settle };
}
