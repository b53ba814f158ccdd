/** Formats that forges read: what is said, each at its line. */
const findingsFormats = ['sarif', 'gitlab', 'github'] as const;

export type FindingsFormat = (typeof findingsFormats)[number];

export const isFindingsFormat = (format: string | undefined): format is FindingsFormat =>
  findingsFormats.some((one) => one === format);

/** The faces of a plan. */
export const planFormats: readonly string[] = ['text', 'markdown', 'html', 'json', ...findingsFormats];

/** The faces of what is wrong with documents. */
export const documentFormats: readonly string[] = ['text', 'json', 'sarif', 'github'];
