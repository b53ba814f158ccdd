import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { textOf, trackedFiles } from './tracked-files.ts';

/** Words that have another one here (CONTRIBUTING.md), as far as they never mean anything else in a message. */
const otherWords = [
  { pattern: /\bworkflows?\b/i, say: 'journey' },
  { pattern: /\b(mock(ed|s)?|simulators?|emulators?)\b/i, say: 'twin' },
  { pattern: /\bfixtures?\b/i, say: 'world' },
  { pattern: /\bleftovers?\b/i, say: 'residue, or left behind' },
  { pattern: /\bdeltas?\b/i, say: 'change' },
  { pattern: /\bdestructive\b/i, say: 'one-way, or permanent' },
  { pattern: /\bmanual steps?\b/i, say: 'gate' },
  { pattern: /\b(current|actual|existing) (state|config(uration)?)\b/i, say: 'observed' },
  { pattern: /\b(desired|target) (state|config(uration)?)\b/i, say: 'desired' },
  { pattern: /\bvalidation\b/i, say: 'check, for a target; validate, for a document' },
  { pattern: /\bunknown errors?\b/i, say: 'ambiguous' },
  { pattern: /\bbackends?\b/i, say: 'store, or executor' },
];

/** A template counts as one text, whatever is put in between. */
const textOfNode = (node: ts.Node): string | undefined => {
  if (ts.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
  }
  return ts.isStringLiteralLike(node) ? node.text : undefined;
};

/** Texts of two words or more: single words are names of a cloud's fields, of facts and of keys. */
const textsIn = (path: string, source: string): readonly string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOfNode(node);
    if (text !== undefined && /\S\s+\S/.test(text)) found.push(text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.ESNext));
  return found;
};

const wrongIn = (text: string): readonly string[] =>
  otherWords.filter(({ pattern }) => pattern.test(text)).map(({ say }) => `say ${say}: ${text}`);

const spoken = trackedFiles().filter(
  (path) => /^(src|providers)\/.*\.ts$/.test(path) && !path.startsWith('src/generated/'),
);

describe('what a person reads', () => {
  it('uses the words of the house', () => {
    const wrong = spoken.flatMap((path) =>
      textsIn(path, textOf(path))
        .flatMap(wrongIn)
        .map((line) => `${path}: ${line}`),
    );
    expect(wrong).toEqual([]);
  });

  it('is found wherever it is written', () => {
    const source = 'say("the mock, plain"); say(`a ${x} workflow ${y}`, `no ${"destructive call"}`); key = "backend";';
    expect(textsIn('a.ts', source).flatMap(wrongIn)).toEqual([
      'say twin: the mock, plain',
      'say journey: a … workflow …',
      'say one-way, or permanent: destructive call',
    ]);
  });
});
