// Runs vitest for one of the developer's verbs and ends with the line that counts what vitest's own report counts:
// `N passed, N failed`, and `, N skipped` when there are any.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './ensure.mjs';
import { closingLine, countTests, noTests } from './test-counts.mjs';

/** Runs a script of this tree; its exit code. */
export const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

const vitest = (report, args) =>
  node(
    join('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  );

/** What the run ended with, unless that would call nothing a success. */
const judge = (status, { passed, failed }) => {
  if (passed + failed === 0) console.error('test: no test was executed');
  else if (status !== 0 && failed === 0)
    console.error(`test: no test failed, yet vitest ended with ${status}; see above`);
  return passed + failed === 0 ? status || 1 : status;
};

/** `prepare` ends with 0 when the tests can be run. The exit code of all. */
export const runTests = (prepare, args) => {
  const folder = mkdtempSync(join(tmpdir(), 'onward-test-'));
  try {
    const report = join(folder, 'report.json');
    const status = prepare() || vitest(report, args);
    const counts = existsSync(report) ? countTests(JSON.parse(readFileSync(report, 'utf8'))) : noTests;
    const end = judge(status, counts);
    console.log(closingLine(counts));
    return end;
  } finally {
    rmSync(folder, { recursive: true });
  }
};
