/** OBS: one entry a code. */
export const readingCodes = {
  OBS001: { title: '', means: '', remedy: '' },
} as const;
