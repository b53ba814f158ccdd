/** RUN: one entry a code. */
export const runningCodes = {
  RUN001: { title: '', means: '', remedy: '' },
} as const;
