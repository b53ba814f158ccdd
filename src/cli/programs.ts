import { spawn, type ChildProcess } from 'node:child_process';
import { constants, rmSync } from 'node:fs';
import { access, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import process from 'node:process';
import type { Asking, Program, Programs, Ran } from '../app/programs.ts';

const isRunnable = async (path: string): Promise<boolean> => {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
};

/** Only absolute folders of the PATH: what lies in the working directory came with the change. */
const find = async (program: Program): Promise<string | null> => {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute)) {
    const path = join(folder, program);
    if (await isRunnable(path)) return path;
  }
  return null;
};

const found = new Map<Program, Promise<string | null>>();

/** Looked for once. */
const pathOf = (program: Program): Promise<string | null> => {
  const known = found.get(program) ?? find(program);
  found.set(program, known);
  return known;
};

/** A repository that a caller of this process works on (a hook of git) is not the one that is asked about. */
const ofAnotherRepository = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
  'GIT_GRAFT_FILE',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
];

const environment = (more: Asking['env']): NodeJS.ProcessEnv => {
  const kept = Object.entries(process.env).filter(([name]) => !ofAnotherRepository.includes(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC', GIT_TERMINAL_PROMPT: '0', ...more };
};

/** No list of files and no file of a policy comes near it. */
const mostBytes = 32 * 1024 * 1024;

const collect = (child: ChildProcess, tooLarge: () => void): { out: Buffer[]; err: Buffer[] } => {
  const said: { out: Buffer[]; err: Buffer[] } = { out: [], err: [] };
  let size = 0;
  const into = (list: Buffer[]) => (chunk: Buffer) => {
    size += chunk.length;
    if (size <= mostBytes) list.push(chunk);
    else tooLarge();
  };
  child.stdout?.on('data', into(said.out));
  child.stderr?.on('data', into(said.err));
  return said;
};

const start = (path: string, { args, cwd, stdin, env }: Asking): Promise<Ran> =>
  new Promise((resolve) => {
    const child = spawn(path, [...args], { cwd, env: environment(env), stdio: 'pipe', windowsHide: true });
    const said = collect(child, () => {
      child.kill('SIGKILL');
      resolve({ is: 'too-large' });
    });
    child.on('error', ({ message }) => {
      resolve({ is: 'unstarted', why: message });
    });
    child.on('close', (exit) => {
      const stderr = Buffer.concat(said.err).toString('utf8');
      resolve({ is: 'ended', exit: exit ?? -1, stdout: Buffer.concat(said.out), stderr });
    });
    // A program that ends before it has read its input breaks the pipe; its answer says why.
    child.stdin.on('error', () => undefined).end(stdin ?? '');
  });

/** Folders that are in use: a signal that ends this process leaves none behind. */
const inUse = new Set<string>();

process.on('exit', () => {
  for (const folder of inUse) rmSync(folder, { recursive: true, force: true });
});

/** The programs on this machine's PATH. */
export const programs: Programs = {
  run: async (program, asking) => {
    const path = await pathOf(program);
    return path === null ? { is: 'absent' } : start(path, asking);
  },
  withFiles: async (files, act) => {
    const folder = await mkdtemp(join(tmpdir(), 'onward-'));
    inUse.add(folder);
    try {
      for (const [name, content] of Object.entries(files))
        await writeFile(join(folder, name), content, { mode: 0o600, flag: 'wx' });
      return await act((name) => join(folder, name));
    } finally {
      await rm(folder, { recursive: true, force: true });
      inUse.delete(folder);
    }
  },
};
