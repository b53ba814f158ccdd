// What a page shows of the program is what the program said. Between `<!-- transcript: WORLD -->` and `<!-- /transcript -->` a page's
// blocks are worked through in their order, in one folder, against a twin of that world:
//   a ```yaml block under `<!-- file: NAME -->` is written there; a ```console block has lines `$ COMMAND`, which are run, and below
//   each what it said. `<!-- lines: PATTERN -->` above such a block leaves out the lines that do not match, as [...].
// `<!-- transcript: WORLD --today -->` is for what people sign, by the clock of their machine: the twin's begins there.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../ensure.mjs';

const onward = join(root, 'dist', 'onward.js');

/** The cloud's time at the beginning: decisions leave times out, and people read dates. */
const now = '2026-11-26T08:00:00Z';

const startTwin = async ({ world, isToday }, folder) => {
  const file = join(folder, basename(world));
  writeFileSync(file, `${readFileSync(join(root, world), 'utf8').trimEnd()}\nnow: '${now}'\n`);
  const args = ['twin', '--world', file, '--speed', 'max', ...(isToday ? ['--today'] : [])];
  const twin = spawn(process.execPath, [onward, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: twin.stdout }).once('line', resolve);
    twin.once('close', (code) => reject(new Error(`docs: the twin ended with ${code} before it served`)));
  });
  return { env: JSON.parse(line).env, stop: () => twin.kill() };
};

/** A command line as a person runs it, both streams in the order in which a terminal shows them. */
const runLine = (line, { folder, env }) =>
  new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', `{ ${line}\n} 2>&1`], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => (said += chunk));
    child.on('error', reject);
    child.on('close', () => resolve(said));
  });

/** What is of this machine alone. */
const anonymous = (text) =>
  text.replaceAll(`by ${hostname()} pid`, 'by runner pid').replaceAll(`by ${userInfo().username} `, 'by alice ');

const leftOut = '[...]';

const excerpt = (lines, pattern) => {
  if (pattern === undefined) return lines;
  const kept = lines.map((line) => (new RegExp(pattern).test(line) ? line : leftOut));
  return kept.filter((line, at) => line !== leftOut || kept[at - 1] !== leftOut);
};

/** What differs from one run to the next: times, processes, the names of runs, requests, keys; the day where it is today. */
const masked = (text, { isToday }) =>
  (isToday ? text.replace(/\b\d{4}-\d\d-\d\d\b/g, 'DAY') : text)
    .replace(/(?<!\d)\d\d:\d\d(:\d\d)?(?!\d)/g, 'TIME')
    .replace(/\bpid \d+/g, 'pid N')
    .replace(/\b(run |runs\/)[0-9a-f]{12}\b/g, '$1ID')
    .replace(/(?<=[a-z0-9]-)[0-9a-f]{4}(?![\w-])/g, 'HEX')
    .replace(/\b[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\b/g, 'REQUEST')
    .replace(/\bSHA256:[\w+/]{43}/g, 'KEY')
    .replace(/\bT-[0-9a-f]{12,}\b|\b\d{19}(?=-)/g, 'TASK');

const runBlock = async (body, pattern, place) => {
  const shown = [];
  // A command goes on in the next line behind a backslash.
  for (const [, line] of body.matchAll(/^\$ ((?:.*\\\n)*.*)$/gm)) {
    const said = anonymous(await runLine(line, place)).replace(/\n$/, '');
    shown.push(`$ ${line}`, ...(said === '' ? [] : excerpt(said.split('\n'), pattern)));
  }
  return `${shown.map((line) => line.trimEnd()).join('\n')}\n`;
};

const write = (name, text, { folder }) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};

const block = /(?:<!-- (file|lines): (.+) -->\n)?```(yaml|console)\n([^]*?)```/g;

/** The last command of one block must not see the next file: they are worked through one by one. */
const playPart = async (part, place) => {
  let text = '';
  let end = 0;
  for (const found of part.matchAll(block)) {
    const [whole, mark, value, language, body] = found;
    const isRun = language === 'console';
    if (!isRun && mark === 'file') write(value, body, place);
    const after = isRun ? await runBlock(body, mark === 'lines' ? value : undefined, place) : body;
    text += part.slice(end, found.index) + whole.replace(body, () => after);
    end = found.index + whole.length;
  }
  return text + part.slice(end);
};

const play = async (part, cloud) => {
  const base = mkdtempSync(join(tmpdir(), 'onward-docs-'));
  const folder = join(base, 'migrations');
  mkdirSync(folder);
  mkdirSync(join(base, 'bin'));
  symlinkSync(onward, join(base, 'bin', 'onward'));
  const twin = await startTwin(cloud, base);
  const path = `${join(base, 'bin')}:${dirname(process.execPath)}:/usr/bin:/bin`;
  const env = { PATH: path, HOME: base, TMPDIR: base, NO_COLOR: '1', ONWARD_EXECUTOR: 'direct', ...twin.env };
  try {
    return await playPart(part, { folder, env });
  } finally {
    twin.stop();
    rmSync(base, { recursive: true });
  }
};

/** One that says the same, but for times and ids, stays as it was written: all of it, so that its ids are of one run. */
const current = async (part, cloud) => {
  const played = await play(part, cloud);
  return masked(played, cloud) === masked(part, cloud) ? part : played;
};

/** The page with each of its transcripts as it is now. */
export const replay = async (text, page) => {
  const parts = text.split(/(<!-- transcript: \S+(?: --today)? -->\n[^]*?<!-- \/transcript -->)/);
  const played = [];
  for (const part of parts) {
    const [, world, today] = /^<!-- transcript: (\S+)( --today)? -->/.exec(part) ?? [];
    played.push(world === undefined ? part : await current(part, { world, isToday: today !== undefined }));
  }
  if (played.length % 2 === 0) throw new Error(`docs: ${page} has a transcript that does not end`);
  return played.join('');
};
