// Onward's own time for thousands of steps that take none in their cloud: against Terraform, as they grow, and where a run goes on.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../scripts/bundle.mjs';
import { root } from '../scripts/ensure.mjs';
import { compare } from './compare.mjs';
import { wall } from './measure.mjs';

const targets = 3000;
const built = join(root, 'node_modules', `.onward-steps-${process.pid}`);
const program = join(built, 'walk.mjs');

/** Makes a folder for one process, and takes it away outside the measured time. */
const inFolder = async (measure) => {
  const folder = mkdtempSync(join(tmpdir(), 'onward-steps-'));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const walked = (count) => () =>
  inFolder((folder) => wall({ args: [program, 'apply', join(folder, 'store'), String(count)] }));

/** A run that died before its last call, as often as somebody asks to go on with it. */
const resumed = () =>
  inFolder(async (folder) => {
    const store = join(folder, 'store');
    await wall({ args: [program, 'leave', store, String(targets)] });
    return wall({ args: [program, 'resume', store, String(targets)] });
  });

const terraform = (args, cwd) => {
  const { status, error, stderr } = spawnSync('terraform', args, { cwd, encoding: 'utf8', env: terraformEnv });
  if (error !== undefined || status !== 0) throw new Error(`terraform ${args[0]}: ${error?.message ?? stderr}`);
};

const terraformEnv = {
  ...process.env,
  CHECKPOINT_DISABLE: '1',
  TF_CLI_CONFIG_FILE: '/dev/null',
  TF_IN_AUTOMATION: '1',
};

const hasTerraform = () => spawnSync('terraform', ['version'], { env: terraformEnv }).status === 0;

/** As many resources that do nothing, applied from nothing; they come with Terraform, so that nothing is downloaded. */
const terraformed = () =>
  inFolder(async (folder) => {
    writeFileSync(join(folder, 'main.tf'), `resource "terraform_data" "nothing" {\n  count = ${targets}\n}\n`);
    terraform(['init', '-input=false'], folder);
    const from = performance.now();
    terraform(['apply', '-auto-approve', '-input=false', '-no-color'], folder);
    return performance.now() - from;
  });

export async function* steps(rounds) {
  mkdirSync(built, { recursive: true });
  try {
    await bundle('bench/steps/walk.ts', built);
    if (hasTerraform()) {
      const { base, subject } = await compare(rounds, walked(targets), terraformed);
      const note = `Onward ${base.toFixed(0)} ms, Terraform ${subject.toFixed(0)} ms`;
      yield { name: '3,000 changes, Terraform', value: base / subject, unit: 'x', limit: 0.1, note };
    } else console.log('\n3,000 changes, Terraform: NOT MEASURED, no terraform on PATH\n');
    const growth = await compare(rounds, walked(targets / 3), walked(targets));
    const grown = `1,000 targets ${growth.base.toFixed(0)} ms, 3,000 targets ${growth.subject.toFixed(0)} ms`;
    yield { name: '1,000 to 3,000 changes', value: growth.ratio, unit: 'x', limit: 3.3, note: grown };
    const first = await compare(rounds, () => wall({ args: ['-e', '0'] }), resumed);
    const said = `first word ${first.subject.toFixed(0)} ms, bare Node ${first.base.toFixed(0)} ms`;
    yield { name: 'resume, 3,000 changes', value: first.ratio, unit: 'x', limit: 20, note: said };
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
}
