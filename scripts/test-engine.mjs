// npm run test:engine: the layer of tests that drives Pulumi's real engine. Arguments go to vitest (`-- -t "killed"`).
// Without an engine it fails and names the command that makes one: a layer that skips itself proves nothing.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, root } from './ensure.mjs';

const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

ensureInstalled();
const steps = [
  ['scripts/build.mjs'],
  [
    join('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--config',
    'vitest.engine.config.ts',
    ...process.argv.slice(2),
  ],
];
// Each step says itself why it failed; the first that does ends the verb.
process.exitCode = steps.reduce((status, step) => status || node(...step), 0);
