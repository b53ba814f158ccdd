/** STO: one entry a code. */
export const storeCodes = {
  STO001: { title: '', means: '', remedy: '' },
} as const;
