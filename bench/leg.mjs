// A leg through Pulumi: `resume` of a run parked at its gate, against a plain `pulumi up` of as many resources.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from './compare.mjs';
import { wall } from './measure.mjs';
import { onward, openStage } from './stage.mjs';

const bare = join(import.meta.dirname, 'bare-pulumi.mjs');
const parked = 9;

const cli = ({ folder, env }, args, expected) => {
  const { status, stderr } = spawnSync(process.execPath, [onward, ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  if (status !== expected) throw new Error(`onward ${args.join(' ')} ended with ${status}:\n${stderr}`);
};

/** Plans and applies as far as the gate; what a leg changes is a resource each. */
const park = (stage) => {
  cli(stage, ['plan', 'cluster.yaml', '-o', 'plan.json'], 0);
  cli(stage, ['apply', 'plan.json', '--executor', 'direct'], parked);
  const { decision, steps } = JSON.parse(readFileSync(join(stage.folder, 'plan.json'), 'utf8'));
  return { decision: decision.slice('sha256:'.length), changes: steps.filter(({ type }) => type === 'change').length };
};

/** A run is walked once, so that each round needs a cloud and a run of its own; they are made outside the measured time. */
const resume = async () => {
  const stage = await openStage();
  try {
    const args = [onward, 'resume', '--approve', park(stage).decision, '--executor', 'pulumi'];
    return await wall({ args, cwd: stage.folder, env: stage.env });
  } finally {
    stage.close();
  }
};

const countChanges = async () => {
  const stage = await openStage();
  try {
    return park(stage).changes;
  } finally {
    stage.close();
  }
};

export async function* leg(engine, rounds) {
  const changes = await countChanges();
  const { base, subject, ratio } = await compare(rounds, () => wall({ args: [bare, engine, String(changes)] }), resume);
  const note = `resume ${subject.toFixed(0)} ms, pulumi up of ${changes} ${base.toFixed(0)} ms`;
  yield { name: 'a leg, Pulumi', value: ratio, unit: 'x', limit: 1.5, note };
}
