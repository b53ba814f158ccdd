import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/fact.ts';
import { hclAttributes, hclDocument, hclText, hclValue } from '../../../src/render/handover/hcl.ts';
import { nasty } from '../hostile.ts';
import { formatted, hasTerraform, understood } from './terraform.ts';

describe('a text in Terraform’s language', () => {
  it.each([
    { reason: 'an interpolation', text: '${file("/etc/passwd")}', is: '"$${file(\\"/etc/passwd\\")}"' },
    { reason: 'a directive', text: '%{ if true }', is: '"%%{ if true }"' },
    { reason: 'one that was escaped already', text: '$${a}', is: '"$$${a}"' },
    { reason: 'an end of the text', text: 'a" }\n', is: '"a\\" }\\n"' },
    { reason: 'a backslash', text: 'a\\n', is: '"a\\\\n"' },
    { reason: 'a character that is not seen', text: 'a\u202eb\u{e0041}', is: '"a\\u202eb\\U000e0041"' },
    { reason: 'half a character', text: '\ud800', is: '"\ufffd"' },
  ])('is that text, and no $reason', ({ text, is }) => {
    expect(hclText(text)).toBe(is);
  });
});

/** Terraform’s texts are normalised (NFC), its numbers are decimal: what a policy or a tag may hold survives both. */
const texts = fc.oneof(
  fc.string({ unit: 'grapheme-ascii' }),
  fc.constantFrom(
    '${a}',
    '$${a}',
    '%{if}',
    '%%{',
    '$',
    '%',
    '"',
    '\\',
    'a\nb',
    '\t',
    '默认',
    '__proto__',
    ...nasty.map(({ text }) => text),
  ),
);
const values = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    texts,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(texts, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

const wellFormed = (value: Json): unknown => JSON.parse(JSON.stringify(value).replace(/\\ud800/g, '\ufffd'));

describe.skipIf(!hasTerraform)('values as Terraform itself reads them', () => {
  const samples = fc.sample(values, { numRuns: 200, seed: 7 });
  const all = samples.map((value, at) => {
    const lines = at % 2 === 0 ? hclValue(value) : hclDocument(value);
    return { key: `v${String(at)}`, lines };
  });
  const file = [
    'locals {',
    ...hclAttributes([{ key: 'all', lines: ['{', ...hclAttributes(all).map((line) => `  ${line}`), '}'] }]).map(
      (line) => `  ${line}`,
    ),
    '}',
    '',
  ].join('\n');

  it('are formatted as its own formatter does it', () => {
    expect(formatted(file)).toBe(file);
  });

  it('are the values that were meant', () => {
    const read = understood(file) as Readonly<Record<string, unknown>>;
    samples.forEach((value, at) => {
      const got = read[`v${String(at)}`];
      const parsed: unknown = at % 2 === 0 ? got : JSON.parse(got as string);
      expect(parsed).toEqual(wellFormed(value));
    });
  });
});
