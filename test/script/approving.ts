import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { document, scene, standardCluster, type Scene, type SceneStart } from './scene.ts';

/** A key pair of a person, made by the real ssh-keygen: where there is none, the test fails. */
export interface Person {
  readonly name: string;
  /** The path of the private key. */
  readonly key: string;
  /** Type and base64. */
  readonly half: string;
}

/** A clone whose main is protected on its remote, on a branch of somebody's change. */
export interface Approving {
  readonly here: Scene;
  readonly alice: Person;
  readonly bob: Person;
  readonly eve: Person;
  readonly git: (...args: readonly string[]) => string;
  /** Writes files and commits them, on the branch that is checked out. */
  readonly commit: (files: Readonly<Record<string, string>>, author?: string) => void;
  /** Puts files on the remote's main, as a merge there does, and fetches. */
  readonly protect: (files: Readonly<Record<string, string>>) => void;
  /** Plans; answers the decision's 12 digits. */
  readonly plan: () => Promise<string>;
  readonly approve: (who: Person, ...more: readonly string[]) => ReturnType<Scene['onward']>;
}

const person = (folder: string, name: string): Person => {
  const key = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', key]);
  const half = readFileSync(`${key}.pub`, 'utf8').trim().split(' ').slice(0, 2).join(' ');
  return { name: `${name}@example.com`, key, half };
};

export const signerLine = ({ name, half }: Person, options = ''): string =>
  `${name} ${options === '' ? '' : `${options} `}${half}\n`;

export const project = (approvals: string): string =>
  [
    'apiVersion: onward/v1',
    'kind: Project',
    'metadata: { name: all }',
    'spec:',
    '  documents: [prod.yaml]',
    ...(approvals === '' ? [] : [`  approvals: ${approvals}`]),
    '',
  ].join('\n');

/** Two signatures before the one-way step. */
export const two = '{ prepare: 1, oneWay: 2, from: signatures, policyFrom: main, signers: signers }';

const dave = 'dave <dave@example.com>';

const gitIn =
  (folder: string, home: string) =>
  (...args: readonly string[]): string =>
    execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: '/usr/bin:/bin',
        HOME: home,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_COMMITTER_NAME: 'ci',
        GIT_COMMITTER_EMAIL: 'ci@example.com',
      },
    });

const writeAll = (folder: string, files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
};

export const approving = async (
  { policy = two, more = [] }: { readonly policy?: string; readonly more?: readonly string[] } = {},
  start: SceneStart = {},
): Promise<Approving> => {
  // Signers have the clock of this machine: the cloud's says the same.
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  const here = await scene({ world: { ...standardCluster(), now }, ...start });
  const base = dirname(here.folder);
  const home = join(base, 'home');
  const [alice, bob, eve] = ['alice', 'bob', 'eve'].map((name) => person(home, name)) as [Person, Person, Person];
  const git = gitIn(here.folder, home);
  const commit = (files: Readonly<Record<string, string>>, author = dave): void => {
    writeAll(here.folder, files);
    git('add', '--', ...Object.keys(files));
    git('commit', '-q', '--author', author, '-m', 'a change');
  };
  git('init', '-q', '--bare', '-b', 'main', join(base, 'origin.git'));
  git('init', '-q', '-b', 'main');
  git('remote', 'add', 'origin', join(base, 'origin.git'));
  commit({ 'onward.yaml': project(policy), signers: signerLine(alice) + signerLine(bob) }, 'root <root@example.com>');
  git('push', '-q', 'origin', 'main');
  const upstream = join(base, 'upstream');
  git('clone', '-q', join(base, 'origin.git'), upstream);
  const merge = gitIn(upstream, home);
  const protect = (files: Readonly<Record<string, string>>): void => {
    writeAll(upstream, files);
    merge('add', '--all');
    merge('commit', '-q', '--author', 'root <root@example.com>', '-m', 'a merge');
    merge('push', '-q', 'origin', 'main');
    git('fetch', '-q', 'origin');
  };
  git('checkout', '-q', '-b', 'change');
  commit({ 'prod.yaml': document(...more) });
  const plan = async (): Promise<string> => {
    await here.onward(['plan', '-o', 'plan.json']);
    return here.planned().yes;
  };
  return {
    here,
    alice,
    bob,
    eve,
    git,
    commit,
    protect,
    plan,
    approve: (who, ...args) =>
      here.onward(['approve', 'plan.json', '--key', who.key, '--decision', here.planned().yes, ...args]),
  };
};

/** Signs into a file that is to be carried; answers its name. */
export const carried = async (scene: Approving, who: Person, file: string): Promise<string> => {
  const { exit, stderr } = await scene.approve(who, '-o', file);
  if (exit !== 0) throw new Error(stderr);
  return file;
};
