/** Where a forge's paths begin, and where ours do. */
export interface Roots {
  /** Absolute: what paths in documents and plans are relative to. */
  readonly cwd: string;
  /** Absolute: the repository's root, as the pipeline says; the working directory where none does. */
  readonly root: string;
}

const segmentsOf = (path: string): readonly string[] => path.replaceAll('\\', '/').split('/');

/** Empty and `.` segments out, `..` taken back; null where it leads above everything. */
const normal = (segments: readonly string[]): readonly string[] | null => {
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '..' && kept.pop() === undefined) return null;
    if (segment !== '' && segment !== '.' && segment !== '..') kept.push(segment);
  }
  return kept;
};

const isAbsolute = (path: string): boolean => /^([/\\]|[A-Za-z]:[/\\])/.test(path);

/**
 * A file's path from the repository's root, in segments. Null for what is in no repository: standard input, the plan of a
 * run, a file elsewhere on this machine, whose path is nobody's business.
 */
export const sourcePath = (file: string, { cwd, root }: Roots): readonly string[] | null => {
  if (file === '-' || file === '' || /^run /.test(file)) return null;
  const whole = normal([...(isAbsolute(file) ? [] : segmentsOf(cwd)), ...segmentsOf(file)]);
  const above = normal(segmentsOf(root));
  if (whole === null || above === null) return null;
  const isBelow = above.length < whole.length && above.every((segment, at) => segment === whole[at]);
  return isBelow ? whole.slice(above.length) : null;
};
