import { CST, Lexer, Parser } from 'yaml';
import { error, type Diagnostic } from '../core/diagnostic.ts';
import type { Code } from '../core/codes.ts';
import { limits } from './limits.ts';
import type { PlaceAt } from './text-lines.ts';
import { word } from './wording.ts';

/** A text taken apart, or the reason why that was given up (then `tokens` are not all). */
export interface Scanned {
  readonly tokens: readonly CST.Token[];
  readonly refused: readonly Diagnostic[];
}

/** What a document must not use, by the sort of lexeme it begins with. */
const inert: Readonly<Record<string, { readonly code: Code; readonly what: string; readonly remedy: string }>> = {
  anchor: { code: 'DOC006', what: 'the anchor', remedy: 'take it out, and write out the value where it is used' },
  alias: { code: 'DOC006', what: 'the alias', remedy: 'write the value out here' },
  tag: { code: 'DOC007', what: 'the tag', remedy: 'take it out; put a text in quotes where it looks like a number' },
  'directive-line': { code: 'DOC008', what: 'the directive', remedy: 'take it out; documents are read as YAML 1.2' },
};

const collections: ReadonlySet<string> = new Set(['block-map', 'block-seq', 'flow-collection']);

const isTooDeep = (stack: readonly CST.Token[]): boolean =>
  stack.length > limits.depth && stack.filter(({ type }) => collections.has(type)).length > limits.depth;

/** These mark a place in the stream of lexemes and are no text of the file. */
const isMark = (lexeme: string): boolean => lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END || lexeme === CST.SCALAR;

/** Sorts the lexemes of one text, in order: where each lies, and what of it no document may use. */
const lexemeJudge = (placeAt: PlaceAt) => {
  let offset = 0;
  let count = 0;
  let isScalar = false;
  return (lexeme: string): { readonly found?: Diagnostic; readonly tooMany: boolean } => {
    const at = offset;
    const type = isScalar ? 'scalar' : CST.tokenType(lexeme);
    isScalar = lexeme === CST.SCALAR;
    if (!isMark(lexeme)) offset += lexeme.length;
    count += 1;
    const tooMany = count > limits.lexemes;
    const refusal = type === null ? undefined : inert[type];
    if (refusal === undefined || /^%YAML +1\.2$/.test(lexeme)) return { tooMany };
    const summary = `${refusal.what} ${word(lexeme)} is refused in a document`;
    return { tooMany, found: error(refusal.code, { summary, at: placeAt(at), remedy: refusal.remedy }) };
  };
};

const tooLarge = (code: Code, summary: string, at: ReturnType<PlaceAt>): Diagnostic =>
  error(code, { summary, at, remedy: 'split it into several files' });

const tooDeep = (at: ReturnType<PlaceAt>): Diagnostic =>
  error('DOC012', { summary: `nested more than ${limits.depth} deep`, at, remedy: 'look for a missing bracket' });

/**
 * Takes a text apart lexeme by lexeme, so that it is given up as soon as it is too deep, too long, or wrong in too many
 * places: what comes after (the tree) is recursive and collects every error.
 */
export const scan = (text: string, placeAt: PlaceAt): Scanned => {
  const parser = new Parser();
  const judge = lexemeJudge(placeAt);
  const tokens: CST.Token[] = [];
  const refused: Diagnostic[] = [];
  const giveUp = (why: Diagnostic): Scanned => ({ tokens: [], refused: [...refused, why] });
  let documents = 0;
  let broken = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const here = parser.offset;
    const { found, tooMany } = judge(lexeme);
    if (found !== undefined) refused.push(found);
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === 'document') documents += 1;
      if (token.type === 'error') broken += 1;
    }
    if (tooMany) return giveUp(tooLarge('DOC010', `more than ${limits.lexemes} words and signs`, placeAt(here)));
    if (documents > limits.documents) {
      return giveUp(tooLarge('DOC011', `more than ${limits.documents} documents`, placeAt(here)));
    }
    if (isTooDeep(parser.stack)) return giveUp(tooDeep(placeAt(here)));
    if (broken + refused.length > limits.diagnostics) break;
  }
  return { tokens: [...tokens, ...parser.end()], refused };
};
