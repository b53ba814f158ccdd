// npm run bench [-- --rounds 15]: medians of whole processes, run in turn with what they are compared with, as ratios; a
// table with limits and verdicts; exit 1 when one is broken. Ratios carry from one machine to the next, milliseconds do not.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, root } from './ensure.mjs';

const given = /--rounds[= ](\d+)/.exec(process.argv.slice(2).join(' '))?.[1];
const rounds = Number(given ?? 15);

const shown = ({ value, unit }) => `${value.toFixed(unit === 'x' ? 2 : 0)} ${unit}`;
const line = (cells) => cells.map((cell, at) => cell.padEnd([29, 9, 9, 7][at] ?? 0)).join(' ');

const print = (row) => {
  const verdict = row.value <= row.limit ? 'ok' : 'BROKEN';
  console.log(line([row.name, shown(row), `${row.limit} ${row.unit}`, verdict, row.note]));
  return verdict === 'ok';
};

/** The engine as `apply` would find it: `onward demo --executor pulumi` needs the same. */
const findEngine = async () => {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src', 'pulumi', 'engine.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    logLevel: 'error',
  });
  const code = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`;
  const found = await (await import(code)).findEngine(process.env);
  return found.ok ? found.value.path : undefined;
};

async function* rows() {
  const { openStage } = await import('../bench/stage.mjs');
  const { offline } = await import('../bench/offline.mjs');
  const { plan } = await import('../bench/plan.mjs');
  const stage = await openStage();
  try {
    yield* offline(stage, rounds);
    yield* plan(stage, rounds);
  } finally {
    stage.close();
  }
  const { fleet } = await import('../bench/fleet.mjs');
  yield* fleet(Math.ceil(rounds / 3));
  const { page } = await import('../bench/page.mjs');
  yield* page(Math.ceil(rounds / 3));
  const { steps } = await import('../bench/steps.mjs');
  yield* steps(Math.ceil(rounds / 5));
  const engine = await findEngine();
  if (engine === undefined) return console.log('\na leg, Pulumi: NOT MEASURED, engine absent; run npm run engine\n');
  const { leg } = await import('../bench/leg.mjs');
  yield* leg(engine, Math.ceil(rounds / 3));
}

ensureInstalled();
const built = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { stdio: ['ignore', 2, 2] });
if (built.status !== 0) process.exit(built.status ?? 1);
console.log(`bench: medians of ${rounds} rounds, A B A B, Node ${process.versions.node}`);
console.log(line(['what', 'is', 'limit', 'verdict', '']));
let broken = 0;
for await (const row of rows()) if (!print(row)) broken += 1;
if (broken > 0) {
  console.log(`bench: ${broken} ${broken === 1 ? 'limit is' : 'limits are'} broken`);
  process.exitCode = 1;
}
