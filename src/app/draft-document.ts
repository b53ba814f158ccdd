import type { Json } from '../core/fact.ts';
import type { Kind } from '../core/kind.ts';
import type { JsonMap } from '../core/merge.ts';
import type { ParsedDocument } from '../document/parse.ts';
import { apiVersion } from '../document/validate.ts';

/** What a document will say that is not written yet. */
export interface DraftWords {
  readonly name: string;
  readonly spec: JsonMap;
}

export const draftValue = ({ name: kind }: Kind, { name, spec }: DraftWords): Json => ({
  apiVersion,
  kind,
  metadata: { name },
  spec,
});

/** The same as if it had been read; all of it stands in a file that is named after it. */
export const parsedDraft = (kind: Kind, words: DraftWords): ParsedDocument => {
  const file = `<${words.name}>`;
  return { file, value: draftValue(kind, words), places: new Map([['', { value: { file }, single: false }]]) };
};
