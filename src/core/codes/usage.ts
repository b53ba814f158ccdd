/** USE: one entry a code. */
export const usageCodes = {
  USE001: { title: '', means: '', remedy: '' },
} as const;
