/** DOC: one entry a code. */
export const documentCodes = {
  DOC001: { title: '', means: '', remedy: '' },
} as const;
