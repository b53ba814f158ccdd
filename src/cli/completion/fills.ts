/** What can stand in one place of a command line. `words` may each have a meaning, which some shells show. */
export type Fill =
  | { readonly is: 'files' | 'folders' | 'runs' | 'nothing' }
  | { readonly is: 'words'; readonly words: readonly (readonly [word: string, means: string])[] };

/** What is known of this version beside the table of verbs. */
export interface Known {
  readonly verbs: readonly (readonly [string, string])[];
  readonly codes: readonly (readonly [string, string])[];
  readonly kinds: readonly string[];
}

export const shells = ['bash', 'zsh', 'fish'] as const;

const plain = (words: readonly string[]): Fill => ({ is: 'words', words: words.map((word) => [word, ''] as const) });

const [files, folders, runs, nothing] = (['files', 'folders', 'runs', 'nothing'] as const).map((is): Fill => ({ is }));

/** By what a value or an operand is called in the table of verbs. One that is not here is a person's own word. */
const fills: Readonly<Record<string, Fill | undefined>> = {
  file: files,
  plan: files,
  path: files,
  server: files,
  folder: folders,
  dir: folders,
  run: runs,
  shell: plain(shells),
};

export const fillOf = (called: string, { verbs, codes, kinds }: Known): Fill => {
  if (called === 'verb') return { is: 'words', words: verbs };
  if (called === 'code') return { is: 'words', words: codes };
  if (called === 'kind') return plain(kinds);
  return fills[called] ?? nothing ?? { is: 'nothing' };
};

export const choicesFill = (choices: readonly string[]): Fill => plain(choices);
