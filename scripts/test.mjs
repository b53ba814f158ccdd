// npm test [-- argument…]: builds (test/script drives dist/onward.js), then runs vitest; arguments are vitest's (`-- test/core`).
// The last line counts what was run: `N passed, N failed`, and `, N skipped` when there are any.
import { join } from 'node:path';
import { ensureInstalled } from './ensure.mjs';
import { node, runTests } from './run-tests.mjs';

ensureInstalled();
process.exitCode = runTests(() => node(join('scripts', 'build.mjs')), process.argv.slice(2));
