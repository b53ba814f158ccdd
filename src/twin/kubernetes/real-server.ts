import type { Answering } from '../exchange.ts';
import type { Incoming } from '../incoming.ts';
import { isApiDown, type LiveCluster, type LiveWorld } from '../live-world.ts';
import type { Reply } from '../reply.ts';
import { answerKubernetes } from './api.ts';
import { conditionsIn, type KubernetesBackend } from './backend.ts';
import { storeOf } from './controllers.ts';
import { at, mapping, spell } from './object.ts';
import { stuckAnnotation } from './pod-template.ts';
import { followThere, type Written } from './real-nodes.ts';
import { seed } from './seed.ts';
import { connect, itemsOf, readAll, type Upstream } from './upstream.ts';

/** A real API server behind one cluster of the world, with the twin as its kubelets. */
export interface RealServer {
  readonly cluster: LiveCluster;
  readonly answer: (incoming: Incoming) => Answering;
  /** Does there what has become due. */
  readonly settle: () => Promise<void>;
}

/** The code of the error when the server cannot be reached at the start, or refuses an object. */
export const serverProblem = 'TWIN_API_SERVER';

/** What programs take to end once they are asked to, in ms. */
const endsWithin = 2_000;

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

/** Ends the pods that are on their way out, where there is a kubelet to do so: one can only end it for the pod it knows. */
async function endPods(upstream: Upstream): Promise<void> {
  const ready = new Set(
    (await itemsOf(upstream, '/api/v1/nodes'))
      .filter((node) => conditionsIn(node).some(({ type, status }) => type === 'Ready' && status === 'True'))
      .map((node) => at(node, 'metadata.name')),
  );
  for (const pod of await itemsOf(upstream, '/api/v1/pods')) {
    const { name, namespace, uid, deletionTimestamp, annotations } = mapping(pod['metadata']);
    const stuck = mapping(annotations)[stuckAnnotation] === 'true';
    if (deletionTimestamp === undefined || stuck || !ready.has(at(pod, 'spec.nodeName'))) continue;
    const path = `/api/v1/namespaces/${spell(namespace)}/pods/${spell(name)}`;
    await upstream.ask('DELETE', path, { gracePeriodSeconds: 0, preconditions: { uid } });
  }
}

const endsPods = ({ method, path }: Incoming): boolean =>
  (method === 'DELETE' && /\/pods(\/|$)/.test(path)) || (method === 'POST' && path.endsWith('/eviction'));

/** Connects, and makes the cluster's objects there. Rejects with the server's own words when it refuses one. */
export async function openRealServer(
  backend: KubernetesBackend,
  cluster: LiveCluster,
  world: LiveWorld,
): Promise<RealServer> {
  const upstream = connect(backend);
  await seed(upstream, storeOf(cluster, world)).catch((error: unknown) => {
    throw Object.assign(new Error(error instanceof Error ? error.message : String(error)), { code: serverProblem });
  });
  const written: Written = { states: new Map(), quiet: new Set() };
  let ending: number | undefined;
  const settle = async (): Promise<void> => {
    const now = world.clock.now();
    await followThere({ upstream, cluster, ids: world.ids, written, now });
    if (ending === undefined || now < ending + endsWithin) return;
    ending = undefined;
    await endPods(upstream);
  };
  const perform = async (incoming: Incoming): Promise<Reply | undefined> => {
    if (isApiDown(cluster, world.clock.now())) return undefined;
    const reply = await forward(upstream, incoming);
    if (endsPods(incoming) && reply !== undefined && reply.status < 300) ending = world.clock.now();
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
