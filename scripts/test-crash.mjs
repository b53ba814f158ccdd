// npm run test:crash: the layer of crashes. Whole journeys that die at each await, or whose calls come to everything that can become of
// a call: in one process, on a clock of their own. Arguments go to vitest. `npm run crash` tries more of them.
import { ensureInstalled } from './ensure.mjs';
import { runTests } from './run-tests.mjs';

ensureInstalled();
process.exitCode = runTests(() => 0, ['--config', 'vitest.crash.config.ts', ...process.argv.slice(2)]);
