// npm run check: everything about the source that a machine can judge without running it. All checks run; each says how
// long it took; what the failed ones printed comes at the end. Tests are `npm test`'s.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, root } from './ensure.mjs';

const script = (name, ...args) => [join('scripts', name), ...args];
const tool = (path, ...args) => [join('node_modules', ...path.split('/')), ...args];

/** Cheap ones first. A rule that is off says why where it is turned off. */
const checks = [
  { name: 'generated', commands: [script('generate.mjs', '--check'), script('engine.mjs', '--check-key')] },
  { name: 'format', commands: [tool('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.')] },
  { name: 'lint', commands: [tool('eslint/bin/eslint.js', '--max-warnings=0', '.')] },
  {
    name: 'types',
    commands: ['.', 'src/page', 'test/browser'].map((project) => tool('typescript/bin/tsc', '--project', project)),
  },
  {
    name: 'arrows',
    commands: [tool('dependency-cruiser/bin/dependency-cruise.mjs', 'src', 'providers', '--output-type', 'err-long')],
  },
  { name: 'unused', commands: [tool('knip/bin/knip.js')] },
  { name: 'package', commands: [script('build.mjs'), tool('publint/src/cli.js', '--strict')] },
];

const run = (args) =>
  new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const listen = (chunk) => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ failed: code !== 0, output, end: signal ?? code }));
  });

const judge = async ({ name, commands }) => {
  const start = performance.now();
  const results = [];
  for (const command of commands) {
    const result = await run(command);
    results.push(result);
    if (result.failed) break;
  }
  const last = results.at(-1);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${last.failed ? 'FAIL' : 'ok  '}  ${name.padEnd(9)}  ${seconds.padStart(5)} s`);
  return { name, failed: last.failed, says: last.output.trim() || `(it ended with ${last.end} and printed nothing)` };
};

/** Two at a time where there are two processors: the linter takes as long as all the others. */
const judgeAll = async () => {
  const waiting = [...checks];
  const judged = [];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) judged.push(await judge(next));
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane));
  return judged;
};

ensureInstalled();
const judged = await judgeAll();
const failed = judged.filter((check) => check.failed);
for (const { name, says } of failed) console.log(`\n--- ${name}\n${says}`);
if (failed.length > 0) {
  console.log(`\ncheck: ${failed.length} of ${judged.length} failed: ${failed.map(({ name }) => name).join(', ')}`);
  process.exitCode = 1;
}
