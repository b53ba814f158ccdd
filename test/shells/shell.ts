import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { endFolder } from '../canaries/search.ts';

const onward = join(import.meta.dirname, '..', '..', 'dist', 'onward.js');

export interface Place {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A folder in which `onward` is on the path, and the completion of a shell in a file. */
export const place = async (shell: string): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'ow-sh-'));
  onTestFinished(() => {
    endFolder(folder);
  });
  mkdirSync(join(folder, 'bin'));
  symlinkSync(onward, join(folder, 'bin', 'onward'));
  const path = [join(folder, 'bin'), join(process.execPath, '..'), '/usr/bin', '/bin'].join(':');
  const env = { PATH: path, HOME: folder, TERM: 'dumb', LC_ALL: 'C.UTF-8', COLUMNS: '400' };
  const made = await ended('onward', ['completion', shell], { folder, env });
  if (made.exit !== 0) throw new Error(made.stderr);
  writeFileSync(join(folder, `completion.${shell}`), made.stdout);
  return { folder, env };
};

interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program in the place to its end; `typed` is all that it is given. */
export const ended = (program: string, args: readonly string[], { folder, env }: Place, typed = ''): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, env, stdio: 'pipe' });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.on('error', reject);
    child.on('close', (exit) => {
      resolve({ exit, stdout, stderr });
    });
    child.stdin.on('error', () => undefined).end(typed);
  });

/** In bash and zsh alike: says what `onward` was called with, so that what a line was completed to is what counts. */
const spy = `onward() { local word; for word in "$@"; do printf 'ARG<%s>\\n' "$word"; done; printf 'END-OF-%s\\n' CALL; }`;

const start = {
  bash: {
    file: '.bashrc',
    text: `source completion.bash\n${spy}\nPS1='RE''ADY>'\nbind 'set bell-style none'\n`,
    command: 'bash --noprofile --rcfile .bashrc -i',
  },
  zsh: {
    file: '.zshrc',
    text: `autoload -Uz compinit; compinit -u\nsource completion.zsh\n${spy}\nPS1='RE''ADY>'\nunsetopt beep zle_bracketed_paste\n`,
    command: 'zsh -d -i',
  },
} as const;

/** What `onward` was called with, when a person types a line, presses the key that completes, and then the one that runs it. */
export const calledWith = (at: Place, shell: keyof typeof start, line: string): Promise<readonly string[]> => {
  const { file, text, command } = start[shell];
  writeFileSync(join(at.folder, file), text);
  return new Promise((resolve, reject) => {
    const env = { ...at.env, ZDOTDIR: at.folder };
    const child = spawn('script', ['-qefc', command, '/dev/null'], { cwd: at.folder, env, stdio: 'pipe' });
    let said = '';
    const waits = [
      { until: 'READY>', type: `${line}\t\n` },
      { until: 'END-OF-CALL', type: 'exit\n' },
    ];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      const [first] = waits;
      if (first === undefined || !said.includes(first.until)) return;
      waits.shift();
      child.stdin.write(first.type);
    });
    child.on('error', reject);
    child.on('close', () => {
      if (waits.length === 0) resolve([...said.matchAll(/ARG<([^>]*)>/g)].map(([, word = '']) => word));
      else reject(new Error(`${shell} said: ${said}`));
    });
  });
};

/** What fish offers for a line, without what it says of each. */
export const offered = async (at: Place, line: string): Promise<readonly string[]> => {
  const ask = 'source completion.fish; complete -C $argv[1]';
  const { stdout, stderr } = await ended('fish', ['-N', '-c', ask, '--', line], at);
  if (stderr !== '') throw new Error(stderr);
  return stdout.split('\n').flatMap((row) => (row === '' ? [] : [row.split('\t')[0] ?? '']));
};
