// npm run crash -- --points 100000 [--seed 1] [--journey hot]: lives whole journeys with two or three accidents each, one a seed, in as
// many processes as there are cores. What broke a promise is told with the command that shows it again; then this ends with 1.
// npm run crash -- --every: each await and each answer by itself.
// npm run crash -- --journey hot --trouble '{…}': one of them again, told step by step.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { ensureInstalled, root } from './ensure.mjs';

const built = join(root, 'node_modules', `.onward-crash-${process.pid}`);

const run = (args) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(built, 'main.mjs'), ...args], { cwd: root, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });

ensureInstalled();
process.chdir(root);
const given = process.argv.slice(2);
const shares = given.includes('--trouble') ? 1 : availableParallelism();
const started = process.hrtime.bigint();
try {
  await bundle('test/crash/main.ts', built);
  const codes = await Promise.all(
    Array.from({ length: shares }, (_, share) => run([...given, '--share', String(share), '--of', String(shares)])),
  );
  const bad = codes.some((code) => code !== 0);
  const seconds = Number((process.hrtime.bigint() - started) / 1_000_000_000n);
  console.log(`crash: ${bad ? 'promises were broken, see above' : 'no promise was broken'}, ${seconds} s`);
  process.exitCode = bad ? 1 : 0;
} finally {
  rmSync(built, { recursive: true, force: true });
}
