import { error, type Diagnostic } from '../core/diagnostic.ts';
import { limits } from './limits.ts';

const inOrder = ({ at: a }: Diagnostic, { at: b }: Diagnostic): number => {
  if (a?.file !== b?.file) return (a?.file ?? '') < (b?.file ?? '') ? -1 : 1;
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
};

const rest = (cut: readonly Diagnostic[]): readonly Diagnostic[] => {
  const [first] = cut;
  if (first?.at === undefined) return [];
  const summary = `${cut.length} more ${cut.length === 1 ? 'problem' : 'problems'} from here on`;
  return [error('DOC036', { summary, at: first.at, remedy: 'mend what is listed, then look again' })];
};

const byFile = (sorted: readonly Diagnostic[]): readonly (readonly Diagnostic[])[] => {
  const files = new Map<string | undefined, Diagnostic[]>();
  for (const diagnostic of sorted) {
    const file = diagnostic.at?.file;
    const before = files.get(file);
    if (before === undefined) files.set(file, [diagnostic]);
    else before.push(diagnostic);
  }
  return [...files.values()];
};

/** Diagnostics by file and place. Of one file only the first are listed, and the rest is counted. */
export const inReadingOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  byFile([...diagnostics].sort(inOrder)).flatMap((all) => [
    ...all.slice(0, limits.diagnostics),
    ...rest(all.slice(limits.diagnostics)),
  ]);
