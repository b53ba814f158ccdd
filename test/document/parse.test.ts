import { describe, expect, it } from 'vitest';
import { parseFile } from '../../src/document/parse.ts';
import { brief } from './load.ts';

const refusals = (text: string): readonly string[] => parseFile(text, 'f.yaml').diagnostics.map(brief);

const value = (text: string): unknown => {
  const result = parseFile(text, 'f.yaml');
  return result.ok ? result.value.map((document) => document.value) : result.diagnostics.map(brief);
};

describe('a file that says what it seems to say', () => {
  it.each([
    { reason: 'several documents', text: 'a: 1\n---\nb: [x]\n', is: [{ a: 1 }, { b: ['x'] }] },
    { reason: 'a byte order mark', text: '\uFEFFa: b\n', is: [{ a: 'b' }] },
    { reason: 'lines that end with CRLF', text: 'a:\r\n  b: c\r\n', is: [{ a: { b: 'c' } }] },
    { reason: 'a separator at the end', text: 'a: 1\n---\n', is: [{ a: 1 }] },
    { reason: 'YAML 1.2 core: yes is a text', text: 'a: yes\n', is: [{ a: 'yes' }] },
    { reason: 'YAML 1.2 core: a date is a text', text: 'a: 2026-12-01\n', is: [{ a: '2026-12-01' }] },
    { reason: 'the directive that says what is so anyway', text: '%YAML 1.2\n---\na: 1\n', is: [{ a: 1 }] },
    { reason: 'what is forbidden outside quotes', text: 'a: "!x &y *z <<"\n', is: [{ a: '!x &y *z <<' }] },
    { reason: 'a tab that is no indentation', text: 'a:\tb\n', is: [{ a: 'b' }] },
  ])('$reason', ({ text, is }) => {
    expect(value(text)).toEqual(is);
  });

  it('keeps a key called __proto__ an ordinary key', () => {
    const [document] = value('__proto__: {polluted: 1}\n') as [object];
    expect(Object.keys(document)).toEqual(['__proto__']);
    expect('polluted' in document).toBe(false);
  });
});

describe('a file that is refused', () => {
  it.each([
    { text: '', says: ['DOC003 f.yaml:1:1 the file holds no document'], reason: 'an empty file' },
    { text: '# x\n', says: ['DOC003 f.yaml:1:1 the file holds no document'], reason: 'comments alone' },
    { text: '---\n---\n', says: ['DOC003 f.yaml:1:1 the file holds no document'], reason: 'separators alone' },
    {
      text: 'a: b\0c\n',
      says: ['DOC004 f.yaml:1:5 the character U+0000 is not allowed in a document'],
      reason: 'a NUL byte',
    },
    {
      text: 'a: b\nc: "\u202e"\n',
      says: ['DOC004 f.yaml:2:5 the character U+202E is not allowed in a document'],
      reason: 'a sign that turns the text around',
    },
    {
      text: 'a: b\rc: d\n',
      says: ['DOC004 f.yaml:1:5 the character U+000D is not allowed in a document'],
      reason: 'a carriage return that overwrites a line on a screen',
    },
    {
      text: 'a: 1\nb: 2\na: 3\n',
      says: ['DOC005 f.yaml:3:1 the key a is written twice'],
      reason: 'a key written twice',
    },
    {
      text: '\uFEFFa: 1\r\nb:\r\n  c: 1\r\n  c: 2\r\n',
      says: ['DOC005 f.yaml:4:3 the key c is written twice'],
      reason: 'the place is right in spite of a byte order mark and CRLF',
    },
    {
      text: 'a: &x 1\nb: *x\n',
      says: [
        'DOC006 f.yaml:1:4 the anchor "&x" is refused in a document',
        'DOC006 f.yaml:2:4 the alias *x is refused in a document',
      ],
      reason: 'an anchor and its alias',
    },
    {
      text: 'a:\n  <<: {b: c}\n',
      says: ['DOC006 f.yaml:2:3 the merge key << is refused in a document'],
      reason: 'a merge key',
    },
    {
      text: 'a: !!binary aGk=\nb: !include x.yaml\n',
      says: [
        'DOC007 f.yaml:1:4 the tag "!!binary" is refused in a document',
        'DOC007 f.yaml:2:4 the tag "!include" is refused in a document',
      ],
      reason: 'tags, known or not',
    },
    {
      text: '%YAML 1.1\n---\na: yes\n',
      says: ['DOC008 f.yaml:1:1 the directive "%YAML 1.1" is refused in a document'],
      reason: 'a directive that makes yes a boolean',
    },
    {
      text: '1: a\ntrue: b\n? [x]\n: c\n',
      says: [
        'DOC009 f.yaml:1:1 the key 1 is not text',
        'DOC009 f.yaml:2:1 the key true is not text',
        'DOC009 f.yaml:3:3 the key is not text',
      ],
      reason: 'keys that are no text',
    },
    {
      text: 'a: {{ value }}\n',
      says: ['DOC009 f.yaml:1:5 the key is not text'],
      reason: 'a template that nobody filled in',
    },
    {
      text: 'a:\n  b: 1\n\tc: 2\n',
      says: ['DOC002 f.yaml:3:1 a tab is used as indentation'],
      reason: 'a tab',
    },
    {
      text: 'a:\n  b: 1\n c: 2\n',
      says: ['DOC001 f.yaml:3:1 not YAML: all mapping items must start at the same column'],
      reason: 'indentation that fits nothing',
    },
    {
      text: 'a: "x\n',
      says: ['DOC001 f.yaml:2:1 not YAML: missing closing "quote'],
      reason: 'a quote that is not closed',
    },
    {
      text: 'a: b: c\n',
      says: ['DOC001 f.yaml:1:4 not YAML: nested mappings are not allowed in compact mappings'],
      reason: 'a colon within a value',
    },
    {
      text: 'a: 1\n---\nb: @x\n',
      says: ['DOC001 f.yaml:3:4 not YAML: plain value cannot start with reserved character @'],
      reason: 'the second document of a file',
    },
  ])('$reason', ({ text, says }) => {
    expect(refusals(text)).toEqual(says);
  });

  it('says what to do, every time', () => {
    for (const text of ['', 'a: b\0', 'a: 1\na: 2\n', 'a: &x 1', '%TAG ! x\n---\na: 1', '1: a', 'a:\n\tb: 1', '"']) {
      for (const { remedy } of parseFile(text, 'f.yaml').diagnostics) expect(remedy).toMatch(/\w/);
    }
  });
});

const mebibyte = 1024 * 1024;

const full = (text: string): string => text.repeat(Math.floor(mebibyte / text.length));

describe('a file that would take long', () => {
  it.each([
    { reason: 'more than 1 MiB', text: `${full('# a\n')}# b`, says: 'DOC010 f.yaml the file is larger than 1 MiB' },
    {
      reason: 'a thousand documents and one',
      text: 'a: 1\n---\n'.repeat(1002),
      says: /^DOC011 f\.yaml:\d+:\d+ more than 1000/,
    },
    { reason: '65 brackets', text: '['.repeat(65), says: 'DOC012 f.yaml:1:65 nested more than 64 deep' },
    { reason: 'a megabyte of brackets', text: full('['), says: 'DOC012 f.yaml:1:65 nested more than 64 deep' },
    { reason: 'a megabyte of dashes', text: full('- '), says: /^DOC012 f\.yaml:1:\d+ nested more than 64 deep/ },
    { reason: 'a megabyte of commas', text: `[${full(',').slice(1)}`, says: /^DOC010 / },
    { reason: 'a megabyte of closing brackets', text: full('}'), says: /^DOC001 f\.yaml:1:1 / },
    { reason: 'a megabyte of anchors', text: full('&a '), says: /^DOC006 f\.yaml:1:1 / },
  ])('is refused soon: $reason', ({ text, says }) => {
    const start = performance.now();
    const [first] = refusals(text);
    expect(first).toMatch(says);
    // Generous: it takes a tenth of that.
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('may have 64 levels, 1,000 documents and 20,000 lines', () => {
    expect(refusals(`${'['.repeat(64)}${']'.repeat(64)}`)).toEqual([]);
    expect(refusals('a: 1\n---\n'.repeat(999).concat('a: 1\n'))).toEqual([]);
    const lines = Array.from({ length: 20_000 }, (_, index) => `key-${String(index)}: a text of some length`);
    expect(refusals(lines.join('\n'))).toEqual([]);
  });
});
