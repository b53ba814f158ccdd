// A run over targets whose cloud takes no time, with a real store: what Onward itself takes for each step, its fsynced lines among it.
//   node walk.mjs apply STORE TARGETS     plans and applies to the end
//   node walk.mjs leave STORE TARGETS     the same, and stops right before its last call, as a process that dies there
//   node walk.mjs resume STORE TARGETS    goes on with what was left, and ends at its first word to the cloud
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { apply } from '../../src/app/apply.ts';
import { exitOfDiagnostics } from '../../src/app/exit-of.ts';
import { plan as makePlan } from '../../src/app/plan.ts';
import { resume } from '../../src/app/resume.ts';
import type { RunOptions } from '../../src/app/run-options.ts';
import { planText } from '../../src/core/plan-text.ts';
import { poolCloud, type PoolCloud } from '../../test/app/pool-cloud.ts';
import { hostOver } from '../../test/app/pool-host.ts';
import { desiredOf } from '../../test/core/sample-kind.ts';

const [mode = '', place = '', count = ''] = process.argv.slice(2);
const names = Array.from({ length: Number(count) }, (_, at) => `pool-${String(at).padStart(5, '0')}`);

const optionsOf = (cloud: PoolCloud, approve: string | null): RunOptions => ({
  host: hostOver(cloud, place),
  store: { place, as: null },
  executor: 'direct',
  approve,
  gates: [],
  takeOver: true,
  user: 'bench',
  ask: null,
  cancelled: () => false,
  onLine: () => undefined,
  onNote: () => undefined,
});

const end = (text: string, code: number): never => {
  process.stdout.write(`${text}\n`);
  process.exit(code);
};

const targets = names.map((name) => desiredOf(name));

const walk = async (cloud: PoolCloud): Promise<void> => {
  const { host, store } = optionsOf(cloud, null);
  const made = await makePlan(targets, [cloud.kind], { host, store });
  if (!made.ok) throw new Error(exitOfDiagnostics(made.diagnostics));
  const { value: plan } = made;
  const text = planText(plan);
  const applied = await apply({ plan, text }, [cloud.kind], optionsOf(cloud, plan.decision.slice('sha256:'.length)));
  const exit = applied.ok ? applied.value.exit : JSON.stringify(applied.diagnostics);
  end(`${exit}: ${cloud.sent.length} calls, ${plan.steps.length} steps`, exit === 'done' ? 0 : 1);
};

const last = `perform ${names.at(-1) ?? ''}/heat`;

const cloud = poolCloud({ worksMs: 0 });
if (mode === 'apply') await walk(cloud);
if (mode === 'leave') {
  cloud.before = (asked) => {
    if (asked === last) end('left', 0);
  };
  await walk(cloud);
}
if (mode === 'resume') {
  const [run = ''] = readdirSync(join(place, 'runs'));
  const lines = readFileSync(join(place, 'runs', run, 'journal.1.ndjson'), 'utf8').split('\n').length;
  cloud.before = () => end(`first word after ${lines} lines`, 0);
  await resume(run, [cloud.kind], optionsOf(cloud, null));
  end('never asked anything', 1);
}
