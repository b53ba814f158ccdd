// npm run test:browser: the layer of tests that opens the HTML face in a real Chromium. Arguments go to vitest (`-- -t "print"`).
// Has a browser installed where it can be. Where there is none, this fails and says why: a layer that skips itself proves nothing.
import { join } from 'node:path';
import { ensureInstalled } from './ensure.mjs';
import { node, runTests } from './run-tests.mjs';

const prepare = () => {
  const status = node(join('scripts', 'browser.mjs'));
  if (status !== 0) console.error('test: NOT RUN, there is no browser to test in; the reason is above');
  return status;
};

ensureInstalled();
process.exitCode = runTests(prepare, ['--config', 'vitest.browser.config.ts', ...process.argv.slice(2)]);
