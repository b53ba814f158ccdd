import { chmodSync, copyFileSync, cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { canaries } from '../canaries/canaries.ts';
import { startProcess, type Ended, type Environment, type Started } from '../script/cli.ts';
import type { Scene } from '../script/scene.ts';
import { enginePath } from './engine-path.ts';

const root = join(import.meta.dirname, '..', '..');
const engine = await enginePath();

/** A Pulumi project that walks a plan, and a person who types `pulumi`. */
export interface Stack {
  readonly pulumi: (args: readonly string[]) => Promise<Ended>;
  /** Starts it in a process group of its own, as a terminal does. */
  readonly start: (args: readonly string[]) => Started;
  readonly outputs: () => Promise<Readonly<Record<string, unknown>>>;
  /** What Pulumi's state has. */
  readonly resources: () => Promise<readonly Resource[]>;
}

interface Resource {
  readonly type: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** The engine with the vendor's own provider script, and our stand-in for the vendor's language host. */
const makeTools = (bin: string): void => {
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, 'node'));
  symlinkSync(engine, join(bin, 'pulumi'));
  copyFileSync(join(import.meta.dirname, 'language-host.cjs'), join(bin, 'pulumi-language-nodejs'));
  copyFileSync(
    join(root, 'node_modules/@pulumi/pulumi/pulumi-resource-pulumi-nodejs'),
    join(bin, 'pulumi-resource-pulumi-nodejs'),
  );
  for (const name of ['pulumi-language-nodejs', 'pulumi-resource-pulumi-nodejs']) chmodSync(join(bin, name), 0o755);
};

/** What `npm install` leaves in a project that depends on onward. */
const install = (folder: string): void => {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/onward'));
  symlinkSync(join(root, 'node_modules/@pulumi'), join(folder, 'node_modules/@pulumi'));
};

const binOf = ({ folder }: Scene): string => join(dirname(folder), 'bin');

const environment = (scene: Scene): Environment => ({
  ...scene.env,
  PATH: `${binOf(scene)}:/usr/bin:/bin`,
  PROJECT_ROOT: scene.folder,
  PULUMI_HOME: join(dirname(scene.folder), 'home', '.pulumi'),
  PULUMI_BACKEND_URL: `file://${join(dirname(scene.folder), 'state')}`,
  PULUMI_CONFIG_PASSPHRASE: canaries.passphrase,
  PULUMI_SKIP_UPDATE_CHECK: 'true',
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
  PULUMI_DISABLE_REGISTRY_RESOLVE: 'true',
});

/** `pulumi` in the project that a scene's folder is, under the scene's cloud. */
export const stackIn = (scene: Scene): Stack => {
  const env = environment(scene);
  const start = (args: readonly string[]): Started => {
    const how = { cwd: scene.folder, env };
    return startProcess([join(binOf(scene), 'pulumi'), ...args, '--non-interactive'], how);
  };
  const pulumi = (args: readonly string[]): Promise<Ended> => start(args).ended;
  const json = async (...args: readonly string[]): Promise<unknown> => JSON.parse((await pulumi(args)).stdout);
  return {
    pulumi,
    start,
    outputs: async () => (await json('stack', 'output', '--json')) as Readonly<Record<string, unknown>>,
    resources: async () => {
      const state = (await json('stack', 'export')) as { deployment: { resources?: readonly Resource[] } };
      return (state.deployment.resources ?? []).filter(({ type }) => type.includes('onward'));
    },
  };
};

/** Makes the folder of a scene the example's project, with the stack `prod`. */
export const openStack = async (scene: Scene): Promise<Stack> => {
  makeTools(binOf(scene));
  mkdirSync(join(dirname(scene.folder), 'state'));
  install(scene.folder);
  cpSync(join(root, 'examples/pulumi-program'), scene.folder, { recursive: true });
  const stack = stackIn(scene);
  await stack.pulumi(['stack', 'init', 'prod']);
  return stack;
};
