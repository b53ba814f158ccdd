import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftFiles } from '../../src/app/draft-files.ts';
import { parseFile } from '../../src/document/parse.ts';
import { drafts } from './tables.ts';

// What a document says and a table can say: written as CSV by the rules of RFC 4180 alone, and read back.

/** What spreadsheets, YAML and CSV each take for something else than text. */
const tricky = fc.constantFrom(
  ...[
    '=1+1',
    '+x',
    '-x',
    '@x',
    'a,b',
    'a;b',
    'a\tb',
    'say "a"',
    '"',
    ' x ',
    ' ',
    'a\nb',
    'a\r\nb',
    '\n',
    '123',
    '0x1f',
    '1e3',
  ],
  ...[
    'true',
    'null',
    '~',
    '# no',
    '- x',
    'a: b',
    '2026-11-28',
    '---',
    '...',
    '{}',
    '[a]',
    '*a',
    '&a',
    '!a',
    '%a',
    '<<',
    '数据库',
    'é',
  ],
);

/** Characters that no document may hold are another test's. */
const isShown = (text: string): boolean => !/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/u.test(text);

const anyText = fc.oneof(tricky, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter(isShown));

/** Within a list a cell has signs and spaces of its own. */
const item = fc
  .oneof(
    fc.constantFrom('h1', 'h 2', '=h', 'a,b', '"q"', '-'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  )
  .filter((text) => isShown(text) && text.trim() === text && !/[;=]/.test(text));

const word = (...words: readonly string[]) => fc.constantFrom(...words);

const machines = fc
  .record(
    {
      id: anyText,
      newName: anyText,
      method: word('auto', 'hot', 'cold', 'staged'),
      storagePolicy: fc.oneof(
        word('EC', 'REPLICA_2_THIN_PROVISION'),
        fc.record({ k: fc.integer({ min: 2, max: 23 }), m: word('1').map(Number), thin: fc.boolean() }),
      ),
      hosts: fc.uniqueArray(item, { maxLength: 3 }),
      networks: fc.array(fc.record({ from: item, to: item }), { maxLength: 3 }),
      by: word('person', 'guest', 'force'),
      at: word('2026-11-28T22:00:00+08:00'),
      app: word('erp', '1', 'true'),
    },
    { requiredKeys: [] },
  )
  .map(({ id, hosts, by, at, app, ...spec }) => ({ id, hosts, by, at, app, spec }));

type Machine = typeof machines extends fc.Arbitrary<infer T> ? T : never;

const documentOf = ({ id, hosts, by, at, app, spec }: Machine, name: string, index: number) => ({
  apiVersion: 'onward/v1',
  kind: 'VirtualMachine',
  metadata: { name: `m${index}`, ...(app !== undefined && { labels: { 'app.example.com/name': app } }) },
  spec: {
    operationCenter: 'hz',
    machine: { cluster: 'hz-a', name: `${name}${index}`, ...(id !== undefined && { id: `${id}${index}` }) },
    placement: { cluster: 'hz-b', ...(hosts !== undefined && { hosts }) },
    ...(by !== undefined && { shutdown: { by } }),
    ...(at !== undefined && { cutover: { at } }),
    ...spec,
  },
});

type Table = Readonly<Record<string, string>>;

const pairText = (value: object): string => Object.values(value).join('=');

/** A value as the cells of its row: a map has a column for each of its members. */
const cellsOf = (value: unknown, path: string): Table => {
  if (Array.isArray(value)) {
    return {
      [path]:
        value
          .map((each: unknown) => `${typeof each === 'object' && each !== null ? pairText(each) : String(each)};`)
          .join('') || ';',
    };
  }
  if (typeof value !== 'object' || value === null) return { [path]: String(value) };
  return Object.entries(value).reduce(
    (all, [key, member]) => ({ ...all, ...cellsOf(member, path === '' ? key : `${path}.${key}`) }),
    {},
  );
};

interface Style {
  readonly separator: string;
  readonly lineEnd: string;
  readonly mark: string;
}

const quoted = (text: string, { separator }: Style): string =>
  text.trim() !== text || text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const csvOf = (tables: readonly Table[], style: Style): string => {
  const columns = [...new Set(tables.flatMap((table) => Object.keys(table)))];
  const lines = [columns, ...tables.map((table) => columns.map((column) => table[column] ?? ''))];
  return (
    style.mark +
    lines.map((cells) => cells.map((cell) => quoted(cell, style)).join(style.separator) + style.lineEnd).join('')
  );
};

const styles = fc.record({ separator: word(',', ';', '\t'), lineEnd: word('\n', '\r\n'), mark: word('', '\uFEFF') });

describe('a table that was made from documents', () => {
  it('gives the same documents back, and so does the file they are written to', async () => {
    const rows = fc.array(fc.tuple(machines, anyText), { minLength: 1, maxLength: 5 });
    const property = fc.asyncProperty(rows, styles, async (given, style) => {
      const documents = given.map(([machine, name], index) => documentOf(machine, name, index));
      const made = await drafts(
        csvOf(
          documents.map(({ metadata, spec }) => cellsOf({ ...metadata, ...spec }, '')),
          style,
        ),
      );
      expect(made.diagnostics).toEqual([]);
      if (!made.ok) return;
      expect(made.value.drafts.map(({ value }) => value)).toEqual(documents);
      const files = draftFiles(made.value.drafts, { file: 'all.yaml' });
      const read = files.ok ? parseFile(files.value[0]?.text ?? '', 'all.yaml') : files;
      expect(read.ok ? read.value.map(({ value }) => value) : read.diagnostics).toEqual(documents);
    });
    await fc.assert(property, { numRuns: 200 });
  });
});
