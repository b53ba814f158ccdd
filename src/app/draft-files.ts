import { canonical } from '../core/canonical.ts';
import { fail, succeed, type Result } from '../core/diagnostic.ts';
import type { Json } from '../core/fact.ts';
import type { Kind } from '../core/kind.ts';
import { memberOf } from '../core/merge.ts';
import { parseFile } from '../document/parse.ts';
import { writeDocument } from '../document/write-document.ts';
import type { NewFile } from './keep-files.ts';

/** A proven document that is not written yet. */
export interface Draft {
  readonly value: Json;
  readonly kind: Kind;
  /** Its first lines, as comments. */
  readonly says?: readonly string[];
}

/** Where documents go: one file for all of them, or one for each in a folder. */
export type Destination = { readonly file: string } | { readonly folder: string };

/** `clusters/` is a folder, `all.yaml` a file. */
export const destinationOf = (out: string): Destination =>
  /\.ya?ml$/i.test(out) ? { file: out } : { folder: out.replace(/(?<=.)\/+$/, '') };

interface DraftFile extends NewFile {
  readonly drafts: readonly Draft[];
}

/** One comment a field is enough for a file. */
const textOf = (drafts: readonly Draft[]): string =>
  drafts
    .map(({ value, kind, says = [] }, index) =>
      writeDocument(value, index === 0 ? { schema: kind.schema, says } : { says }),
    )
    .join('---\n');

/** The schema of the envelope has proven that it is a text. */
export const nameOf = ({ value }: Draft): string => memberOf(memberOf(value, 'metadata'), 'name') as string;

const filesOf = (drafts: readonly Draft[], to: Destination): readonly DraftFile[] =>
  'file' in to
    ? [{ path: to.file, text: textOf(drafts), drafts }]
    : drafts.map((draft) => ({ path: `${to.folder}/${nameOf(draft)}.yaml`, text: textOf([draft]), drafts: [draft] }));

/** What was proven is what is written: the text is read again, and must say the same. It may be larger than a file may be. */
const proven = ({ path, text, drafts }: DraftFile): Result<NewFile> => {
  const read = parseFile(text, path);
  if (!read.ok) return read;
  const said = read.value.map(({ value }) => canonical(value));
  if (said.join('\n') !== drafts.map(({ value }) => canonical(value)).join('\n'))
    throw new Error(`${path} would say something else than what was asked for`);
  return succeed({ path, text });
};

/** The files of proven documents, each read again as a person's own would be. */
export const draftFiles = (drafts: readonly Draft[], to: Destination): Result<readonly NewFile[]> => {
  const files = filesOf(drafts, to).map(proven);
  const trouble = files.flatMap(({ diagnostics }) => diagnostics);
  return trouble.length > 0 ? fail(...trouble) : succeed(files.flatMap((file) => (file.ok ? [file.value] : [])));
};
