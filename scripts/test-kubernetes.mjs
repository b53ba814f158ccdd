// npm run test:kubernetes: the layer of tests that drives a real Kubernetes API server. Arguments go to vitest (`-- -t "budget"`).
// Has the server made where it is missing. Where it cannot be had, this fails and says why: a layer that skips itself proves nothing.
import { join } from 'node:path';
import { ensureInstalled } from './ensure.mjs';
import { node, runTests } from './run-tests.mjs';

const prepare = () => {
  const status = node(join('scripts', 'kubernetes.mjs'));
  if (status !== 0)
    console.error('test: NOT RUN, there is no Kubernetes API server to test against; the reason is above');
  return status;
};

ensureInstalled();
process.exitCode = runTests(prepare, ['--config', 'vitest.kubernetes.config.ts', ...process.argv.slice(2)]);
