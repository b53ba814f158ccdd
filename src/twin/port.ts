import { randomInt } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import type { Serving } from './tls/throw-away.ts';

/** A port on the loopback that can be closed, so that it refuses connections, and opened again at the same number. */
export interface Port {
  readonly number: number;
  readonly url: string;
  readonly isOpen: () => boolean;
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const address = '127.0.0.1';

/**
 * Below the ranges from which systems give out ports by themselves: nothing takes the number by accident while it is closed.
 */
const lowest = 20_000;
const beyond = 32_000;

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
    });
  });
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/** Tries ports until one is free; `next` gives the one to try, and is asked again after a pause. */
async function bind(server: Server, next: () => number, tries: number): Promise<number> {
  for (let left = tries; ; left -= 1) {
    try {
      return await listen(server, next());
    } catch (error) {
      if (!isTaken(error) || left <= 1) throw error;
      await wait(20);
    }
  }
}

/** Closes the listener and all connections it has: clients with one open are cut as well. */
function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

/** How a port is opened. */
interface Opening {
  /** Gives the number to try; 0 is any. */
  readonly candidates: () => number;
  readonly tries?: number;
  /** Speaks https where it is given. */
  readonly tls?: Serving | undefined;
}

/** Clients keep connections for later calls; closing an idle one under them would look like a lost answer. */
const patient = { keepAliveTimeout: 65_000 };

const serverOf = (listener: RequestListener, tls: Serving | undefined): Server =>
  tls === undefined
    ? createServer(patient, listener)
    : createSecureServer({ ...patient, key: tls.key, cert: tls.cert }, listener);

/** Opens the first port that `candidates` gives and is free. */
export async function openPort(listener: RequestListener, { candidates, tries = 1, tls }: Opening): Promise<Port> {
  const start = (): Server => serverOf(listener, tls);
  let server: Server | undefined = start();
  const number = await bind(server, candidates, tries);
  return {
    number,
    url: `${tls === undefined ? 'http' : 'https'}://${address}:${number}`,
    isOpen: () => server !== undefined,
    open: async () => {
      if (server !== undefined) return;
      const again = start();
      await bind(again, () => number, 250);
      server = again;
    },
    close: async () => {
      const old = server;
      server = undefined;
      if (old !== undefined) await shut(old);
    },
  };
}

/** A number that stays free while the port is closed. */
export const pickPort = (): number => randomInt(lowest, beyond);
