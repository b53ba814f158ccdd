/** How much was searched of a layer: searches by what was searched, and files in folders. */
export interface Sum {
  readonly folder: number;
  readonly output: number;
  readonly request: number;
  readonly files: number;
  readonly bytes: number;
}

/**
 * What must have been searched at least, by the folder of the tests: some half of what there is, so that a layer that is searched no
 * more does not pass for one that is clean.
 */
export const floors: Readonly<Record<string, Partial<Sum>>> = {
  app: { folder: 100, files: 400 },
  ci: { folder: 12, output: 60, files: 100 },
  demo: { folder: 1, output: 1, files: 3 },
  doctor: { folder: 40, files: 100 },
  engine: { folder: 12, output: 30, files: 60 },
  forge: { request: 40 },
  kubernetes: { folder: 6, output: 1, files: 12 },
  notify: { request: 4 },
  script: { folder: 150, output: 600, files: 600 },
  shells: { folder: 3 },
  store: { folder: 15, files: 30 },
};
