/** TWN: one entry a code. */
export const twinCodes = {
  TWN001: { title: '', means: '', remedy: '' },
} as const;
