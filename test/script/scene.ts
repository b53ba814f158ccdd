import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { endFolder } from '../canaries/search.ts';
import { startCli, type Ended, type Environment, type Start, type Started } from './cli.ts';
import { startTwin, type Twin, type TwinStart } from './twin.ts';

/** What walks changes, and what the process needs in its environment to find it. */
export interface ExecutorUnderTest {
  readonly name: 'direct' | 'pulumi';
  readonly env: Environment;
}

export const direct: ExecutorUnderTest = { name: 'direct', env: {} };

export const clusterId = 'c82e6987e2961451182edacd74faf0000';

/** One Basic managed cluster that nothing keeps from becoming a Pro one; the world's defaults, and what a test says. */
export const standardCluster = (other: Readonly<Record<string, unknown>> = {}) => ({
  ack: { clusters: [{ id: clusterId, name: 'prod-hangzhou', spec: 'ack.standard', workers: 6, ...other }] },
});

/** The document that asks for Pro; `more` are lines of its spec. */
export const document = (...more: readonly string[]): string =>
  [
    'apiVersion: onward/v1',
    'kind: AckCluster',
    'metadata: { name: prod-hangzhou }',
    'spec:',
    `  clusterId: ${clusterId}`,
    '  region: cn-hangzhou',
    '  edition: pro',
    ...more.map((line) => `  ${line}`),
    '',
  ].join('\n');

/** What a plan file says of itself, as far as tests need it. */
export interface Planned {
  readonly decision: string;
  readonly digest: string;
  /** The first 12 hex digits of the decision. */
  readonly yes: string;
  /** What people call the run of this plan. */
  readonly alias: string;
}

/** A folder, a cloud, and a user who types. All of it is searched for secrets and gone when the test ends. */
export interface Scene {
  readonly folder: string;
  readonly twin: Twin;
  readonly env: Environment;
  readonly executor: ExecutorUnderTest;
  readonly path: (name: string) => string;
  readonly write: (name: string, text: string | Uint8Array) => void;
  readonly read: (name: string) => string;
  readonly start: (args: readonly string[], how?: Partial<Start>) => Started;
  /** Runs `onward` to its end; apply and resume get `--executor`. */
  readonly onward: (args: readonly string[], how?: Partial<Start>) => Promise<Ended>;
  readonly planned: (file?: string) => Planned;
  readonly close: () => Promise<void>;
}

export interface SceneStart extends Partial<Omit<TwinStart, 'folder'>> {
  readonly executor?: ExecutorUnderTest;
  readonly env?: Environment;
}

const hex = (hash: string): string => hash.slice('sha256:'.length, 'sha256:'.length + 12);

const readPlanned = (text: string): Planned => {
  const { decision, digest } = JSON.parse(text) as Pick<Planned, 'decision' | 'digest'>;
  return { decision, digest, yes: hex(decision), alias: `prod-hangzhou-${hex(digest).slice(0, 4)}` };
};

/** Verbs that walk changes get the executor under test, unless the test names one itself. */
const withExecutor = (args: readonly string[], { name }: ExecutorUnderTest): readonly string[] =>
  /^(apply|resume)$/.test(args[0] ?? '') && !args.includes('--executor') ? [...args, '--executor', name] : args;

/** Makes the private folders; a short path, since sockets live below it. */
const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'ow-'));
  for (const name of ['home', 'tmp', 'cwd']) mkdirSync(join(folder, name), { mode: 0o700 });
  return folder;
};

const environment = (folder: string, twin: Twin, { executor = direct, env = {} }: SceneStart): Environment => ({
  PATH: '/usr/bin:/bin',
  HOME: join(folder, 'home'),
  TMPDIR: join(folder, 'tmp'),
  ...twin.env,
  ...executor.env,
  ...env,
});

const ending = (twin: Twin, started: ReadonlySet<Started>) => async (): Promise<void> => {
  for (const one of started) one.killGroup('SIGKILL');
  await Promise.all([...started].map(({ ended }) => ended));
  await twin.stop();
};

/** A cloud and a user in a folder that is there. */
const inhabit = async (base: string, start: SceneStart): Promise<Scene> => {
  const folder = join(base, 'cwd');
  const { world = standardCluster(), speed = 'max', executor = direct, tls } = start;
  const twin = await startTwin({ world, speed, folder: base, tls });
  const env = environment(base, twin, start);
  const started = new Set<Started>();
  const path = (name: string): string => join(folder, name);
  const run = (args: readonly string[], how: Partial<Start> = {}): Started => {
    const one = startCli(withExecutor(args, executor), { cwd: folder, env, ...how });
    started.add(one);
    return one;
  };
  const read = (name: string): string => readFileSync(path(name), 'utf8');
  return {
    folder,
    twin,
    env,
    executor,
    path,
    write: (name, text) => {
      writeFileSync(path(name), text);
    },
    read,
    start: run,
    onward: (args, how) => run(args, how).ended,
    planned: (file = 'plan.json') => readPlanned(read(file)),
    close: ending(twin, started),
  };
};

/** Opens a scene that its opener closes; `scene` is for one test. */
export const openScene = async (start: SceneStart = {}): Promise<Scene> => {
  const base = makeFolder();
  const opened = await inhabit(base, start);
  opened.write('prod.yaml', document());
  const close = async (): Promise<void> => {
    await opened.close();
    endFolder(base);
  };
  return { ...opened, close };
};

/** A scene that ends with the test that asks for it. */
export const scene = async (start: SceneStart = {}): Promise<Scene> => {
  const opened = await openScene(start);
  onTestFinished(opened.close);
  return opened;
};

/** The same folder and store under another cloud, for what no client can bring about: a cloud that changed or forgot. */
export const underAnotherCloud = async ({ folder }: Scene, start: SceneStart): Promise<Scene> => {
  const opened = await inhabit(dirname(folder), start);
  onTestFinished(opened.close);
  return opened;
};
