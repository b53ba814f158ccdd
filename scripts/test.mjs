// npm test [-- argument…]: builds (test/script drives dist/onward.js), then runs vitest; arguments are vitest's (`-- test/core`).
// The last line counts what vitest's own report counts: `N passed, N failed`, and `, N skipped` when there are any.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, root } from './ensure.mjs';
import { closingLine, countTests, noTests } from './test-counts.mjs';

const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

const vitest = (report) =>
  node(
    join('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  );

/** What the run ended with, unless that would call nothing a success. */
const judge = (status, { passed, failed }) => {
  if (passed + failed === 0) console.error('test: no test was executed');
  else if (status !== 0 && failed === 0)
    console.error(`test: no test failed, yet vitest ended with ${status}; see above`);
  return passed + failed === 0 ? status || 1 : status;
};

ensureInstalled();
const folder = mkdtempSync(join(tmpdir(), 'onward-test-'));
try {
  const report = join(folder, 'report.json');
  const built = node(join('scripts', 'build.mjs'));
  const status = built || vitest(report);
  const counts = existsSync(report) ? countTests(JSON.parse(readFileSync(report, 'utf8'))) : noTests;
  process.exitCode = judge(status, counts);
  console.log(closingLine(counts));
} finally {
  rmSync(folder, { recursive: true });
}
