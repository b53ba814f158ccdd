import { describe, expect, it } from 'vitest';
import { readTable } from '../../../src/document/csv/table.ts';
import { brief } from '../load.ts';

const cells = (text: string): readonly (readonly string[])[] => {
  const table = readTable(text, 't.csv');
  if (!table.ok) throw new Error(table.diagnostics.map(brief).join('\n'));
  return [table.value.header, ...table.value.rows].map((row) => row.cells.map((cell) => cell.text));
};

const places = (text: string): readonly string[] => {
  const table = readTable(text, 't.csv');
  return table.ok
    ? table.value.rows.flatMap((row) => row.cells.map(({ at }) => `${at.line ?? 0}:${at.column ?? 0}`))
    : [];
};

describe('a table', () => {
  it.each([
    { reason: 'commas', text: 'a,b\n1,2\n' },
    { reason: 'semicolons', text: 'a;b\n1;2\n' },
    { reason: 'tabs', text: 'a\tb\n1\t2\n' },
    { reason: 'CRLF', text: 'a,b\r\n1,2\r\n' },
    { reason: 'no line end at the end', text: 'a,b\n1,2' },
    { reason: 'spaces around what is not in quotes', text: 'a , b\n 1, 2 \n' },
    { reason: 'quotes around everything', text: '"a","b"\n"1","2"\n' },
    { reason: 'empty rows before, between and after', text: '\n,\na,b\n\n1,2\n,\n\n' },
    { reason: 'line ends of both sorts', text: 'a,b\n1,2\r\n' },
  ])('is read with $reason', ({ text }) => {
    expect(cells(text)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('takes for its separator what the first row has, and not what its cells hold', () => {
    expect(cells('a;b\n1,5;2,5\n')).toEqual([
      ['a', 'b'],
      ['1,5', '2,5'],
    ]);
    expect(cells('"a;b;c",d\n1,2\n')).toEqual([
      ['a;b;c', 'd'],
      ['1', '2'],
    ]);
    expect(cells('a\n1;2\n')).toEqual([['a'], ['1;2']]);
  });

  it('keeps what stands in quotes as it is', () => {
    expect(cells('a,b\n" x ","say ""yes"", then\r\ngo"\n')).toEqual([
      ['a', 'b'],
      [' x ', 'say "yes", then\r\ngo'],
    ]);
  });

  it('knows the place of each cell, over quotes and lines within them', () => {
    expect(places('a,b,c\r\n"x ""y""\r\nz", 2,"3"\r\n\r\nü,"ö",\r\n')).toEqual([
      '2:1',
      '3:5',
      '3:7',
      '5:1',
      '5:3',
      '5:7',
    ]);
  });

  it.each([
    { reason: 'nothing', text: '', says: 'DOC003 t.csv:1:1' },
    { reason: 'a header alone', text: 'a,b\n', says: 'DOC003 t.csv:1:1' },
    { reason: 'rows of nothing', text: 'a,b\n,\n', says: 'DOC003 t.csv:1:1' },
    { reason: 'a quote that is not closed', text: 'a,b\n1,2\r\n3,"4\n', says: 'DOC037 t.csv:3:1' },
    { reason: 'a quote that is not closed in the header', text: '"a,b\n1,2', says: 'DOC037 t.csv:1:1' },
    { reason: 'a quote within a cell', text: 'a,b\n1,x"y\n', says: 'DOC037 t.csv:2:4' },
    { reason: 'a letter behind a quote', text: 'a,b\n"1"x,2\n', says: 'DOC037 t.csv:2:3' },
    { reason: 'a character that nobody sees', text: 'a,b\n1,\u202e2\n', says: 'DOC004 t.csv:2:3' },
    { reason: 'line ends of forty years ago', text: 'a,b\r1,2\r', says: 'DOC004 t.csv:1:4' },
  ])('is refused, at its place: $reason', ({ text, says }) => {
    const table = readTable(text, 't.csv');
    expect(table.ok).toBe(false);
    expect(table.diagnostics.map(brief)).toEqual([expect.stringContaining(says)]);
  });
});
