// Writes what README.md shows of the program: a plan, as it is printed; the verbs; the exit codes. Needs dist/ to be built.
//   node scripts/readme.mjs           write README.md where it is not current
//   node scripts/readme.mjs --check   write nothing; end with 1 and say what is not current, or leads nowhere
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { root } from './ensure.mjs';

const readme = join(root, 'README.md');
const onward = join(root, 'dist', 'onward.js');
const file = 'clusters/prod-hangzhou.yaml';

/** Lines of the plan that are shown: at most twelve, the others are left out where it says so. */
const shown = [
  /^READY /,
  /CANNOT BE UNDONE/,
  /^ {2}# /,
  /^ {2}1 {2}/,
  /^ {2}= GATE/,
  /POINT OF NO RETURN/,
  /^ {2}2 {2}/,
  /^ {7}\[migrate\]/,
  /^ {2}3 {2}/,
];
const leftOut = '  [...]';

const excerpt = (plan) => {
  const lines = plan.split('\n').map((line) => (shown.some((pattern) => pattern.test(line)) ? line : leftOut));
  const until = lines.findLastIndex((line) => line !== leftOut) + 1;
  return lines.slice(0, until).filter((line, at) => line !== leftOut || lines[at - 1] !== leftOut);
};

const startTwin = async () => {
  const world = join(root, 'worlds', 'standard.yaml');
  const twin = spawn(process.execPath, [onward, 'twin', '--world', world, '--speed', 'max'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: twin.stdout }).once('line', resolve);
    twin.once('close', (code) => reject(new Error(`readme: the twin ended with ${code} before it served`)));
  });
  return { env: JSON.parse(line).env, stop: () => twin.kill() };
};

/** The README's own document, validated and planned in a folder of its own. */
const planOf = async (document) => {
  const folder = mkdtempSync(join(tmpdir(), 'onward-readme-'));
  mkdirSync(join(folder, 'clusters'));
  writeFileSync(join(folder, file), document);
  const twin = await startTwin();
  try {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', ...twin.env };
    const { status, stdout, stderr } = spawnSync(process.execPath, [onward, 'plan', file], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`readme: the plan ended with ${status}\n${stdout}${stderr}`);
    return stdout;
  } finally {
    twin.stop();
    rmSync(folder, { recursive: true });
  }
};

/** Loads the tables of verbs and codes from their source. */
const load = async (path) => {
  const { outputFiles } = await build({
    entryPoints: [join(root, path)],
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['./commands/*'],
    write: false,
    logLevel: 'error',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
};

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const blocks = async (text) => {
  const document = /<!-- document -->\n```yaml\n([^]*?)```/.exec(text)?.[1] ?? '';
  const { exitCodes } = await load('src/core/exit-code.ts');
  const { commands } = await load('src/cli/commands.ts');
  const capture = ['```', `$ onward plan ${file}`, ...excerpt(await planOf(document)), '```'];
  return {
    capture: capture.join('\n'),
    verbs: table(
      ['verb', 'does'],
      commands.map(({ name, summary }) => [`\`${name}\``, summary]),
    ),
    exits: table(
      ['code', 'name', 'means'],
      Object.values(exitCodes).map(({ code, name, means }) => [String(code), name, means]),
    ),
  };
};

const fill = (text, made) =>
  Object.entries(made).reduce(
    (filled, [name, block]) =>
      filled.replace(
        new RegExp(`(<!-- ${name}: [^\\n]*-->\\n)[^]*?(<!-- /${name} -->)`),
        (_, open, close) => `${open}\n${block}\n\n${close}`,
      ),
    text,
  );

/** Links into the project that lead nowhere. */
const deadLinks = (text) =>
  [...text.matchAll(/\]\(([^)]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^https?:/.test(target) && !existsSync(join(root, target.split('#')[0])));

/** Every document that is shown is one: what each is told by `onward validate`, where that is anything. */
const faultyDocuments = (text) =>
  [...text.matchAll(/<!-- document -->\n```yaml\n([^]*?)```/g)].flatMap(([, document]) => {
    const { status, stderr } = spawnSync(process.execPath, [onward, 'validate', '-'], {
      cwd: tmpdir(),
      input: document,
      encoding: 'utf8',
    });
    return status === 0 ? [] : [stderr];
  });

const text = readFileSync(readme, 'utf8');
const current = fill(text, await blocks(text));
const dead = deadLinks(current);
for (const link of dead) console.error(`readme: ${link} is not there`);
const faulty = faultyDocuments(text);
for (const says of faulty) console.error(`readme: a document is wrong\n${says}`);
if (dead.length + faulty.length > 0) process.exitCode = 1;
if (current !== text && process.argv.includes('--check')) {
  console.error('readme: README.md is not current; run node scripts/readme.mjs');
  process.exitCode = 1;
} else if (current !== text) {
  writeFileSync(readme, current);
  console.log('readme: wrote README.md');
}
