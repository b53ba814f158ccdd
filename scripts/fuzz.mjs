// npm run fuzz -- --inputs 1000000 [--seed 7] [--law 'plans: …']: tries what must hold of every document, plan file, journal, report and RAM
// policy with more inputs than `npm test` does, in as many processes as there are cores. What broke a law is told by the smallest input
// that shows it and with the command that shows it again; then this ends with 1.
// npm run fuzz -- --law 'plans: …' --seed 7 --path '1:0:2': one of them again.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { ensureInstalled, root } from './ensure.mjs';

const built = join(root, 'node_modules', `.onward-fuzz-${process.pid}`);

const run = (args) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(built, 'main.mjs'), '--inputs', String(inputs), ...args], {
      cwd: root,
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });

ensureInstalled();
process.chdir(root);
const given = process.argv.slice(2);
const asked = given.indexOf('--inputs');
const inputs = asked === -1 ? 100_000 : Number(given[asked + 1]);
const shares = given.includes('--path') ? 1 : availableParallelism();
const started = process.hrtime.bigint();
try {
  await bundle('test/fuzz/main.ts', built);
  const codes = await Promise.all(
    Array.from({ length: shares }, (_, share) => run([...given, '--share', String(share), '--of', String(shares)])),
  );
  const worst = Math.max(...codes);
  const seconds = Number((process.hrtime.bigint() - started) / 1_000_000n) / 1000;
  const each = `${inputs} inputs, ${(inputs / seconds).toFixed(0)} a second`;
  console.log(`fuzz: ${worst === 0 ? `no law was broken, ${each}` : 'see above'}, ${seconds.toFixed(0)} s`);
  process.exitCode = worst;
} finally {
  rmSync(built, { recursive: true, force: true });
}
