import { get } from 'node:http';
import type { Host } from '../../app/host.ts';
import { startChild, type Setting } from './child.ts';

/** A row of the twin's own log of calls, as far as the demo shows it. */
export interface Call {
  readonly at: string;
  readonly product: string;
  readonly action: string;
  readonly kind: 'read' | 'write';
  readonly status: number;
}

/** The local cloud, in a process of its own. */
export interface Cloud {
  /** What a client needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly writes: () => Promise<readonly Call[]>;
  readonly isMigrating: () => Promise<boolean>;
}

/** Virtual seconds a second: the migration's twelve minutes take twelve seconds, and a kill after two hits its middle. */
const speed = '60';

export const cloudArgs: readonly string[] = ['twin', '--world', 'world.yaml', '--speed', speed];

const read = (url: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    get(url, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (body += part));
      response.on('end', () => {
        resolve(JSON.parse(body));
      });
    }).on('error', reject);
  });

interface Ready {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Seen {
  readonly ack: { readonly clusters: readonly { readonly migrations: readonly { readonly state: string }[] }[] };
}

const cloudAt = ({ url, env }: Ready): Cloud => ({
  env,
  // The twin is this same version: its rows have the shape that it declares.
  writes: async () => ((await read(`${url}/_twin/calls`)) as readonly Call[]).filter(({ kind }) => kind === 'write'),
  isMigrating: async () => {
    const { ack } = (await read(`${url}/_twin/world`)) as Seen;
    return ack.clusters.some(({ migrations }) => migrations.some(({ state }) => state === 'running'));
  },
});

const patienceMs = 20_000;

/** Starts the twin and waits for the line that says it serves; null when it does not come. */
export const startCloud = async (setting: Omit<Setting, 'onLine'>, host: Host): Promise<Cloud | null> => {
  let ready: (line: string) => void = () => undefined;
  const first = new Promise<string>((resolve) => {
    ready = resolve;
  });
  const twin = startChild(cloudArgs, {
    ...setting,
    onLine: (line) => {
      ready(line);
    },
  });
  const line = await Promise.race([first, twin.ended.then(() => ''), host.quietSleep(patienceMs).then(() => '')]);
  return line.startsWith('{') ? cloudAt(JSON.parse(line) as Ready) : null;
};
