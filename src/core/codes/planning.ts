/** PLN: one entry a code. */
export const planningCodes = {
  PLN001: { title: '', means: '', remedy: '' },
} as const;
