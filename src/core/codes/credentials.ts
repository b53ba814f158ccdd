/** CRD: one entry a code. */
export const credentialCodes = {
  CRD001: { title: '', means: '', remedy: '' },
} as const;
