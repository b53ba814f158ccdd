// What a run of tests came to, from vitest's JSON report.

export const noTests = { passed: 0, failed: 0, skipped: 0 };

/** A file that could not even be loaded holds no tests for vitest; for us it is one that failed. */
const unloaded = ({ testResults }) =>
  testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;

export const countTests = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests + unloaded(report),
  skipped: report.numPendingTests + report.numTodoTests,
});

/** Scripts read this line; its form does not change. */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
