/** ENG: one entry a code. */
export const engineCodes = {
  ENG001: { title: '', means: '', remedy: '' },
} as const;
