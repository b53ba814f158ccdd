import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { World } from './world-schema.ts';
import type { Speed } from './clock.ts';
import { answerAny } from './answer-any.ts';
import { createLiveWorld } from './create-world.ts';
import { answerControl, controlPrefix } from './control.ts';
import { deliver, settle, type Answering } from './exchange.ts';
import { readIncoming, type Incoming } from './incoming.ts';
import { answerKubernetes } from './kubernetes/api.ts';
import type { KubernetesBackend } from './kubernetes/backend.ts';
import { openFleet } from './kubernetes/fleet.ts';
import { openRealServer, type RealServer } from './kubernetes/real-server.ts';
import { watchPorts } from './kubernetes/watch.ts';
import type { LiveCluster, LiveWorld } from './live-world.ts';
import { openPort } from './port.ts';
import { createReadyLine, type ReadyLine } from './ready-line.ts';
import { json, send } from './reply.ts';
import { hostsOf } from './tls/hosts.ts';
import { makeThrowAway, type ThrowAway } from './tls/throw-away.ts';

export interface TwinOptions {
  readonly world: World;
  /** 0, the default, is any free port. */
  readonly port?: number;
  /** Virtual seconds per real second, or `max`: reads move the clock. Default 1. */
  readonly speed?: Speed;
  /** Default: the world's, else 7. */
  readonly seed?: number;
  /** A real API server that stands behind the first cluster instead of the built-in one. */
  readonly kubernetes?: KubernetesBackend;
  /** Speaks https, with a throw-away authority. */
  readonly tls?: boolean;
  /** Real time in ms since 1970. Default Date.now. */
  readonly clock?: () => number;
}

export interface Twin {
  readonly ready: ReadyLine;
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** What all listeners of a twin share. */
interface House {
  readonly world: LiveWorld;
  readonly settlePorts: () => Promise<void>;
}

async function exchange(answering: Answering, response: ServerResponse, { world, settlePorts }: House): Promise<void> {
  const outcome = await settle(world, answering);
  // Before the answer goes out, so that a client that has it finds the API server gone or back.
  await settlePorts();
  await deliver(response, world, outcome);
}

async function control(incoming: Incoming, response: ServerResponse, { world, settlePorts }: House): Promise<void> {
  const reply = answerControl(incoming, world);
  await settlePorts();
  send(response, reply, world.clock.now());
}

type Handle = (incoming: Incoming, response: ServerResponse) => Promise<void>;

/**
 * A client that goes away in the middle of its request is nobody's fault. Anything else that is thrown is a bug:
 * it is told to the one client, and the others keep their twin.
 */
async function handleSafely(request: IncomingMessage, response: ServerResponse, handle: Handle): Promise<void> {
  try {
    await handle(await readIncoming(request), response);
  } catch (error) {
    if (request.errored !== null || response.headersSent) response.destroy();
    else
      send(response, json(500, { code: 'InternalError', message: `a bug in the twin: ${String(error)}` }), Date.now());
  }
}

const listener = (handle: Handle): RequestListener => {
  return (request, response) => {
    void handleSafely(request, response, handle);
  };
};

/** The real server behind the first cluster, if there is to be one. */
async function openBackend(world: LiveWorld, { kubernetes }: TwinOptions): Promise<RealServer | undefined> {
  const [first] = world.clusters;
  return kubernetes === undefined || first === undefined ? undefined : openRealServer(kubernetes, first, world);
}

async function open(options: TwinOptions, tls?: ThrowAway): Promise<Twin> {
  const { world: told, port = 0, speed = 1, clock = Date.now, seed = told.seed ?? 7 } = options;
  const world = createLiveWorld({ world: told, seed, speed, real: clock, ca: tls?.ca });
  let settlePorts = (): Promise<void> => Promise.resolve();
  const house: House = { world, settlePorts: () => settlePorts() };
  const serve =
    (answer: (incoming: Incoming) => Answering): Handle =>
    (incoming, response) =>
      exchange(answer(incoming), response, house);
  const cloud = serve((incoming) => answerAny(incoming, world));
  // First, because it is the one that a person may have chosen and that may be taken: then nothing else is open yet.
  const main = await openPort(
    listener((incoming, response) =>
      incoming.path.startsWith(controlPrefix) ? control(incoming, response, house) : cloud(incoming, response),
    ),
    { candidates: () => port, tls },
  );
  const real = await openBackend(world, options).catch(async (error: unknown) => {
    await main.close();
    throw error;
  });
  const answers = (cluster: LiveCluster) => (incoming: Incoming) =>
    real?.cluster === cluster ? real.answer(incoming) : answerKubernetes(incoming, cluster, world);
  const fleet = await openFleet(world, (cluster) => listener(serve(answers(cluster))), tls);
  const settleAll = (): Promise<void> => fleet.settle().then(() => real?.settle());
  const watch = watchPorts(world, { ...fleet, settle: settleAll });
  settlePorts = watch.settle;
  await settlePorts();
  const close = async (): Promise<void> => {
    watch.stop();
    await Promise.all([main.close(), fleet.close(), tls?.remove()]);
  };
  const { url } = main;
  return { ready: createReadyLine(world, { url, caFile: tls?.caFile }), url, close };
}

/**
 * Starts a twin on 127.0.0.1. The world must be one that `readWorld` accepts.
 * Rejects with Node's EADDRINUSE or EACCES when it cannot have the port, and when the API server behind it does not play.
 */
export async function startTwin(options: TwinOptions): Promise<Twin> {
  if (options.tls !== true) return open(options);
  const tls = await makeThrowAway(hostsOf(options.world), Date.now());
  return open(options, tls).catch(async (error: unknown) => {
    await tls.remove();
    throw error;
  });
}
