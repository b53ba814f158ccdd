// npm run test:shells: the layer of tests that drives bash, zsh and fish, and the readers of manual pages. Arguments go to vitest.
// Has them installed where they are missing and that can be done. Where they cannot be had, this fails and says why: a layer that
// skips itself proves nothing.
import { join } from 'node:path';
import { ensureInstalled } from './ensure.mjs';
import { node, runTests } from './run-tests.mjs';

const prepare = () => {
  const status = node(join('scripts', 'shells.mjs')) || node(join('scripts', 'build.mjs'));
  if (status !== 0) console.error('test: NOT RUN, there is no shell to test with; the reason is above');
  return status;
};

ensureInstalled();
process.exitCode = runTests(prepare, ['--config', 'vitest.shells.config.ts', ...process.argv.slice(2)]);
