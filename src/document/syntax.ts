import { Composer, type CST, type Document, type YAMLError } from 'yaml';
import { error, type Diagnostic } from '../core/diagnostic.ts';
import type { PlaceAt } from './text-lines.ts';

export type YamlDocument = Document.Parsed;

/** After the first few, a syntax error is most often the echo of one before it. */
const mostErrors = 10;

const remedies: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_INDENT: 'let the keys of one map, or the items of one list, begin in the same column',
  BLOCK_AS_IMPLICIT_KEY: 'put the value in quotes if it holds ": "; otherwise begin it on a line of its own',
  MISSING_CHAR: 'add what is missing: a closing quote or bracket, a comma, or a space',
  BAD_SCALAR_START: 'put the value in quotes: it begins with a sign that YAML keeps for itself',
  BAD_DQ_ESCAPE: 'write the backslash twice, or use single quotes',
  MULTILINE_IMPLICIT_KEY: 'write the key on one line, with a colon and a space after it',
  TAB_AS_INDENT: 'replace the tab with spaces',
  BAD_COLLECTION_TYPE: 'take the tag out',
};

const sentence = (message: string): string => {
  const line = message.split('\n')[0] ?? message;
  return `${line.charAt(0).toLowerCase()}${line.slice(1)}`.replace(/\.$/, '');
};

const explain = ({ code, message, pos }: YAMLError, placeAt: PlaceAt): Diagnostic =>
  error(code === 'TAB_AS_INDENT' ? 'DOC002' : 'DOC001', {
    summary: code === 'TAB_AS_INDENT' ? 'a tab is used as indentation' : `not YAML: ${sentence(message)}`,
    at: placeAt(pos[0]),
    remedy: remedies[code] ?? 'mend the text at this place',
  });

/** One error a place: what the parser says of the same place a second time adds nothing. */
const oncePerPlace = (errors: readonly YAMLError[]): readonly YAMLError[] =>
  errors.filter(({ pos }, index) => errors.findIndex((other) => other.pos[0] === pos[0]) === index);

export interface Composed {
  readonly documents: readonly YamlDocument[];
  readonly broken: readonly Diagnostic[];
}

/** Builds the trees of all documents of a text, read as YAML 1.2 core whatever a directive says. */
export const compose = (tokens: readonly CST.Token[], end: number, placeAt: PlaceAt): Composed => {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    // Compares every key with every other; duplicates are found with a set instead.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const documents = [...composer.compose(tokens, false, end)];
  const errors = documents.flatMap((document) => document.errors.slice(0, mostErrors));
  // A tag that is not known was refused before, at its place.
  const own = errors.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED' && code !== 'BAD_DIRECTIVE');
  return { documents, broken: oncePerPlace(own.slice(0, mostErrors)).map((each) => explain(each, placeAt)) };
};
