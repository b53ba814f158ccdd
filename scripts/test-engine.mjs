// npm run test:engine: the layer of tests that drives Pulumi's real engine. Arguments go to vitest (`-- -t "killed"`).
// Without an engine it fails and names the command that makes one: a layer that skips itself proves nothing.
import { join } from 'node:path';
import { ensureInstalled } from './ensure.mjs';
import { node, runTests } from './run-tests.mjs';

ensureInstalled();
process.exitCode = runTests(
  () => node(join('scripts', 'build.mjs')),
  ['--config', 'vitest.engine.config.ts', ...process.argv.slice(2)],
);
