/** What a cut text leaves open: its fences and folds are closed, so that what follows reads as it should. */
const closersOf = (lines: readonly string[]): string => {
  let fence: string | null = null;
  let folds = 0;
  for (const line of lines) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === null) folds += (line.match(/<details/g)?.length ?? 0) - (line.match(/<\/details>/g)?.length ?? 0);
    if (mark === undefined) continue;
    if (fence === null) fence = mark;
    else if (mark.startsWith(fence) && line.trim() === mark) fence = null;
  }
  return `${fence === null ? '' : `\n${fence}`}${'\n\n</details>'.repeat(Math.max(folds, 0))}`;
};

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** The lines that have room by themselves. */
const startOf = (lines: readonly string[], room: number): string[] => {
  let size = 0;
  const end = lines.findIndex((line) => (size += bytes(line) + 1) > room);
  return lines.slice(0, end);
};

/**
 * Markdown that fits: whole where it does, else cut between two lines, with what was open closed, and `notice` (where the rest
 * is) behind it. Counted in bytes, which are never fewer than characters.
 */
export const fit = (markdown: string, limit: number, notice: string): string => {
  if (bytes(markdown) <= limit) return markdown;
  const kept = startOf(markdown.split('\n'), limit - bytes(notice));
  for (;;) {
    const cut = `${kept.join('\n')}${closersOf(kept)}\n\n${notice}\n`;
    if (bytes(cut) <= limit || kept.length === 0) return cut;
    kept.pop();
  }
};

/** Text of a program as a block that nothing in it can end. */
export const fenced = (text: string): string => {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text.trimEnd()}\n${fence}`;
};
