import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFile } from '../../src/document/parse.ts';
import { cluster, load } from './load.ts';

/** Signs that mean something to YAML, to JavaScript, or to a terminal. */
const signs = [
  ...Array.from('{}[]:,-?&*!|>%@#\'"`\t \n\r\0\\/~<=.+0'),
  ...[': ', '- ', '? ', '---\n', '...\n', '<<: ', '!!str ', '&a ', '*a', '\r\n', '\uFEFF', '\u202e', '\ud800', '😀'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '.nan',
    '.inf',
    '0x1F',
    'null',
    'true',
    '1e999',
    '{{ x }}',
    'spec:',
    '%YAML 1.1\n',
  ],
];

const right = [
  cluster('a'),
  `# a comment\n${cluster('a')}---\n${cluster('b', 'c'.padEnd(33, '1'))}`,
  'apiVersion: onward/v1\nkind: AckCluster\nmetadata:\n  name: a\n  labels: {wave: canary}\nspec:\n  edition: pro\n  waivers:\n    - code: ACK104\n      reason: |\n        why\n      expires: "2026-12-01"\n',
];

/** A right text, spoiled: pieces put in, cut out and doubled. */
const spoiled = fc
  .tuple(
    fc.constantFrom(...right),
    fc.array(fc.record({ at: fc.nat(400), cut: fc.nat(12), put: fc.constantFrom('', ...signs), times: fc.nat(3) }), {
      minLength: 1,
      maxLength: 6,
    }),
  )
  .map(([text, cuts]) =>
    cuts.reduce((before, { at, cut, put, times }) => {
      const from = at % (before.length + 1);
      return `${before.slice(0, from)}${put.repeat(times)}${before.slice(from + cut)}`;
    }, text),
  );

const anything = fc.string({ unit: fc.oneof(fc.constantFrom(...signs), fc.string({ maxLength: 3 })), maxLength: 60 });

/** How many lines a text has, and how long one is, as an editor shows it. */
const lengthOfLine = (text: string, line: number): number | undefined =>
  text.replace(/^\uFEFF/, '').split('\n')[line - 1]?.length;

const isWithin = (text: string, line = 1, column = 1): boolean => {
  const length = lengthOfLine(text, line);
  return length !== undefined && column >= 1 && column <= length + 1;
};

const bounded = { interruptAfterTimeLimit: 1500, markInterruptAsFailure: false, numRuns: 3000 } as const;

describe('whatever a file holds', () => {
  it('it is read or refused at a place within it, by a code and with a remedy', () => {
    fc.assert(
      fc.property(fc.oneof(spoiled, anything), (text) => {
        const { ok, diagnostics } = parseFile(text, 'f.yaml');
        expect(ok).toBe(diagnostics.length === 0);
        for (const { at, code, remedy } of diagnostics) {
          expect(code).toMatch(/^DOC\d{3}$/);
          expect(remedy).toMatch(/\w/);
          expect(isWithin(text, at?.line, at?.column)).toBe(true);
        }
      }),
      bounded,
    );
  });

  it('as a document or as a project it is proven or refused, and every place of what is proven lies within it', async () => {
    await fc.assert(
      fc.asyncProperty(spoiled, spoiled, async (text, other) => {
        const texts: Readonly<Record<string, string>> = {
          'a.yaml': text,
          'onward.yaml': other.replaceAll('AckCluster', 'Project'),
        };
        const result = await load({ '/w/a.yaml': text, '/w/onward.yaml': texts['onward.yaml']! }, ['a.yaml']);
        const pointers = ['', '/spec', '/spec/edition', '/spec/waivers/0/code', '/metadata/labels/wave', '/~1/~0'];
        const places = result.ok
          ? result.value.desired.flatMap(({ place }) => pointers.map(place))
          : result.diagnostics.map(({ at }) => at!);
        for (const { file, line, column } of places) {
          expect(isWithin(texts[file] ?? '', line, column)).toBe(true);
        }
      }),
      bounded,
    );
  });
});
