import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { canaryAccount } from '../canaries/canaries.ts';
import { startCli, type Environment, type Started } from './cli.ts';
import { eventually } from './eventually.ts';

/** One row of the twin's call log. `status` 0: the connection was cut without an answer. */
export interface Call {
  readonly at: string;
  readonly product: string;
  readonly action: string;
  readonly target: string;
  readonly kind: 'read' | 'write';
  readonly status: number;
  readonly fault: string | null;
}

/** A rule that spoils answers, as POST /_twin/faults takes it. */
export interface Fault {
  readonly match: { readonly product?: string; readonly action?: string; readonly nth?: number };
  readonly effect: Readonly<Record<string, unknown>>;
  readonly times?: number;
}

export interface Twin {
  readonly url: string;
  /** The Kubernetes API's token that the twin prints for tests. */
  readonly token: string;
  /** What a client needs in its environment. */
  readonly env: Environment;
  readonly process: Started;
  readonly calls: () => Promise<readonly Call[]>;
  /** The calls of one action, in their order. */
  readonly callsOf: (action: string) => Promise<readonly Call[]>;
  readonly spoil: (...faults: readonly Fault[]) => Promise<void>;
  readonly heal: () => Promise<void>;
  /** The cloud's time, RFC 3339. */
  readonly now: () => Promise<string>;
  /** Moves the cloud's clock on, as in `10m`. */
  readonly advance: (span: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface TwinStart {
  /** The world, without the two lines that every world begins with; where it names no key, it gets one of canaries. */
  readonly world: Readonly<Record<string, unknown>>;
  /** Virtual seconds a second; `max`: time passes with reads alone. */
  readonly speed: number | 'max';
  readonly folder: string;
  /** https, with an authority of its own. */
  readonly tls?: boolean | undefined;
  /** Its clock begins at the time of this machine. */
  readonly today?: boolean;
}

interface Ready {
  readonly ca?: string;
  readonly url: string;
  readonly kubernetes: { readonly token: string } | null;
  readonly env: Environment;
}

const textOf = async (chunks: AsyncIterable<Uint8Array>): Promise<string> => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString('utf8');
};

const control = ({ url, ca }: Ready) => {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    // The authority of `--tls` is new each time, so that fetch could not know it.
    const send = url.startsWith('https:') ? https.request : http.request;
    const request = send(`${url}/_twin/${path}`, { method, ...(ca === undefined ? {} : { ca }) });
    request.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    const text = await textOf(response);
    if ((response.statusCode ?? 0) >= 300) throw new Error(`${method} ${path}: ${text}`);
    return JSON.parse(text);
  };
  const calls = async () => (await ask('GET', 'calls')) as readonly Call[];
  return {
    calls,
    callsOf: async (action: string) => (await calls()).filter((call) => call.action === action),
    spoil: async (...faults: readonly Fault[]): Promise<void> => {
      await ask('POST', 'faults', faults);
    },
    heal: async (): Promise<void> => {
      await ask('DELETE', 'faults');
    },
    now: async () => ((await ask('GET', 'clock')) as { readonly now: string }).now,
    advance: async (span: string): Promise<void> => {
      await ask('POST', 'clock', { advance: span });
    },
  };
};

/** Starts `onward twin` over a world; it is ready when this resolves. */
export const startTwin = async ({ world, speed, folder, tls = false, today = false }: TwinStart): Promise<Twin> => {
  const file = join(folder, 'world.yaml');
  const account = { ...canaryAccount, ...(world['account'] as object | undefined) };
  // JSON is YAML.
  writeFileSync(file, JSON.stringify({ apiVersion: 'onward/v1', kind: 'World', ...world, account }));
  const env = { PATH: '/usr/bin:/bin', HOME: folder };
  const asked = [...(tls ? ['--tls'] : []), ...(today ? ['--today'] : [])];
  const twin = startCli(['twin', '--world', file, '--speed', String(speed), ...asked], { cwd: folder, env });
  const line = await eventually(
    () => /^.*\n/.exec(twin.stdout())?.[0] ?? (twin.isRunning() ? undefined : twin.stderr()),
    'the twin is ready',
  );
  if (!twin.isRunning()) throw new Error(`the twin ended: ${line}`);
  const ready = JSON.parse(line) as Ready;
  const stop = async (): Promise<void> => {
    twin.kill('SIGTERM');
    await twin.ended;
  };
  return {
    url: ready.url,
    token: ready.kubernetes?.token ?? '',
    env: ready.env,
    process: twin,
    ...control(ready),
    stop,
  };
};
