import { describe, expect, it } from 'vitest';
import { closingLine, countTests, noTests } from '../../scripts/test-counts.mjs';

const report = (numbers: readonly [number, number, number, number], testResults: readonly object[] = []): unknown => ({
  numPassedTests: numbers[0],
  numFailedTests: numbers[1],
  numPendingTests: numbers[2],
  numTodoTests: numbers[3],
  testResults,
});

const cases = [
  { report: report([3, 0, 0, 0]), line: '3 passed, 0 failed', reason: 'what passed is counted' },
  { report: report([3, 1, 0, 0]), line: '3 passed, 1 failed', reason: 'what failed is counted' },
  { report: report([3, 0, 2, 1]), line: '3 passed, 0 failed, 3 skipped', reason: 'a skipped test is never silent' },
  {
    report: report([3, 0, 0, 0], [{ status: 'failed', assertionResults: [] }]),
    line: '3 passed, 1 failed',
    reason: 'a file that does not load has failed, though it holds no test',
  },
  {
    report: report([3, 1, 0, 0], [{ status: 'failed', assertionResults: [{ status: 'failed' }] }]),
    line: '3 passed, 1 failed',
    reason: 'a test that failed is not counted again with its file',
  },
];

describe('the closing line of npm test', () => {
  it.each(cases)('is "$line" ($reason)', ({ report, line }) => {
    expect(closingLine(countTests(report))).toBe(line);
  });

  it('says so when nothing ran', () => {
    expect(closingLine(noTests)).toBe('0 passed, 0 failed');
  });
});
