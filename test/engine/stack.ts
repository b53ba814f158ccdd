import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Ended } from '../script/cli.ts';
import type { Scene } from '../script/scene.ts';
import { enginePath } from './engine-path.ts';

const root = join(import.meta.dirname, '..', '..');
const engine = await enginePath();

/** A Pulumi project that walks a plan, and a person who types `pulumi`. */
export interface Stack {
  readonly pulumi: (args: readonly string[]) => Promise<Ended>;
  /** Starts it in a process group of its own, as a terminal does. */
  readonly start: (args: readonly string[]) => ChildProcess;
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
const toolsIn = (folder: string): string => {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, 'node'));
  symlinkSync(engine, join(bin, 'pulumi'));
  copyFileSync(join(import.meta.dirname, 'language-host.cjs'), join(bin, 'pulumi-language-nodejs'));
  copyFileSync(
    join(root, 'node_modules/@pulumi/pulumi/pulumi-resource-pulumi-nodejs'),
    join(bin, 'pulumi-resource-pulumi-nodejs'),
  );
  for (const name of ['pulumi-language-nodejs', 'pulumi-resource-pulumi-nodejs']) chmodSync(join(bin, name), 0o755);
  return bin;
};

/** What `npm install` leaves in a project that depends on onward. */
const install = (folder: string): void => {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/onward'));
  symlinkSync(join(root, 'node_modules/@pulumi'), join(folder, 'node_modules/@pulumi'));
};

const files: Readonly<Record<string, string>> = {
  'Pulumi.yaml': 'name: prod-to-pro\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n',
  'package.json': '{ "name": "prod-to-pro", "type": "module", "private": true }\n',
  'index.js': "export { default } from 'onward/pulumi';\n",
};

const environment = ({ folder, env }: Scene, bin: string): Record<string, string> => ({
  ...(env as Record<string, string>),
  PATH: `${bin}:/usr/bin:/bin`,
  PROJECT_ROOT: folder,
  PULUMI_HOME: join(dirname(folder), 'home', '.pulumi'),
  PULUMI_BACKEND_URL: `file://${join(dirname(folder), 'state')}`,
  PULUMI_CONFIG_PASSPHRASE: 'a word',
  PULUMI_SKIP_UPDATE_CHECK: 'true',
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
  PULUMI_DISABLE_REGISTRY_RESOLVE: 'true',
});

/** Makes the folder of a scene a Pulumi project with the stack `prod`, whose plan is plan.json. */
export const openStack = async (scene: Scene): Promise<Stack> => {
  const bin = toolsIn(dirname(scene.folder));
  mkdirSync(join(dirname(scene.folder), 'state'));
  install(scene.folder);
  for (const [name, text] of Object.entries(files)) scene.write(name, text);
  const env = environment(scene, bin);
  const options = { cwd: scene.folder, env };
  const pulumi = (args: readonly string[]): Promise<Ended> =>
    new Promise((resolve) => {
      execFile('pulumi', [...args, '--non-interactive'], options, (problem, stdout, stderr) => {
        const exit = problem === null ? 0 : (problem.code ?? 1);
        resolve({ exit: Number(exit), stdout, stderr } as Ended);
      });
    });
  const json = async (args: readonly string[]): Promise<unknown> => JSON.parse((await pulumi(args)).stdout);
  await pulumi(['stack', 'init', 'prod']);
  await pulumi(['config', 'set', 'onward:plan', 'plan.json']);
  return {
    pulumi,
    start: (args) => spawn('pulumi', [...args, '--non-interactive'], { ...options, detached: true, stdio: 'pipe' }),
    outputs: async () => (await json(['stack', 'output', '--json'])) as Readonly<Record<string, unknown>>,
    resources: async () => {
      const state = (await json(['stack', 'export'])) as { deployment: { resources?: readonly Resource[] } };
      return (state.deployment.resources ?? []).filter(({ type }) => type.includes('onward'));
    },
  };
};
