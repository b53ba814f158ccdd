import { error, type Diagnostic } from '../../core/diagnostic.ts';
import { below } from '../../core/pointer.ts';
import { didYouMean, word } from '../wording.ts';
import type { Column } from './columns.ts';
import type { Cell, Row, Table } from './table.ts';

/** A column of the table and the field its cells say; `index` is where they stand in a row. */
export interface Heading {
  readonly index: number;
  readonly column: Column;
  /** Where the field stands in a document. */
  readonly pointer: string;
}

export interface Headings {
  readonly headings: readonly Heading[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A name without what people write differently: `Machine Cluster` is machine.cluster. */
const plain = (name: string): string => name.toLowerCase().replace(/[\s._-]/g, '');

const namesOf = ({ name, node, pointer }: Column): readonly string[] =>
  [name, pointer.slice(1).replaceAll('/', '.'), ...(node['x-onward']?.columns ?? [])].map(plain);

type Meant = Pick<Heading, 'column' | 'pointer'>;

/** A key of an open column is taken as it is written, dots and all: labels.app.kubernetes.io/name. */
const keyBelow = (text: string, column: Column): Meant | undefined => {
  const prefix = column.name.split('.').slice(0, -1);
  const parts = text.split('.');
  for (const length of [prefix.length, prefix.length + 1]) {
    const key = parts.slice(length).join('.').trim();
    const before = plain(parts.slice(0, length).join('.'));
    const isNamed = [prefix.join('.'), column.pointer.slice(1)].some(
      (name) => plain(name.replaceAll('/', '.')) === before,
    );
    if (isNamed && key !== '') return { column, pointer: below(column.pointer, key) };
  }
  return undefined;
};

const meantBy = (text: string, columns: readonly Column[]): Meant | undefined => {
  const name = plain(text);
  const column = columns.find((candidate) => !candidate.isOpen && namesOf(candidate).includes(name));
  if (column !== undefined) return { column, pointer: column.pointer };
  const open = columns.filter(({ isOpen }) => isOpen);
  return open.map((candidate) => keyBelow(text, candidate)).find((found) => found !== undefined);
};

const isHonoured = ({ node }: Column): boolean => node['x-onward']?.honoured !== false;

/** Which columns there are is said once, with the first that is not one. */
const unknown = ({ text, at }: Cell, columns: readonly Column[], isFirst: boolean): Diagnostic => {
  const names = columns.filter(isHonoured).map(({ name }) => name);
  return error('DOC039', {
    summary: `unknown column ${word(text)}${didYouMean(text, names)}`,
    at,
    remedy: isFirst ? `known here: ${names.join(', ')}` : 'mend the name, or take the column out',
  });
};

const nameless = (at: Cell['at']): Diagnostic =>
  error('DOC039', {
    summary: 'this cell stands in a column without a name',
    at,
    remedy: 'name the column in the first row, or empty the cell',
  });

const twice = ({ text, at }: Cell, pointer: string, first: Cell): Diagnostic =>
  error('DOC043', {
    summary: `the column ${word(text)} says ${pointer.slice(1).replaceAll('/', '.')}, and so does ${word(first.text)}`,
    detail: `That one stands at line ${first.at.line ?? 1}, column ${first.at.column ?? 1}.`,
    at,
    remedy: 'keep one of the two',
  });

/** A nameless column is nobody's only while nothing stands in it. */
const findNameless = ({ header, rows }: Table): readonly Diagnostic[] => {
  const indexes = header.cells.flatMap(({ text }, index) => (text === '' ? [index] : []));
  return rows.flatMap(({ cells }) =>
    indexes.flatMap((index) => {
      const cell = cells[index];
      return cell === undefined || cell.text === '' ? [] : [nameless(cell.at)];
    }),
  );
};

/** Which field each column of a table says, in the order of the fields, and all that is wrong with its first row. */
export const readHeader = (table: Table, columns: readonly Column[]): Headings => {
  const first = new Map<string, Cell>();
  const headings: Heading[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, cell] of table.header.cells.entries()) {
    if (cell.text === '') continue;
    const meant = meantBy(cell.text, columns);
    const before = meant === undefined ? undefined : first.get(meant.pointer);
    if (meant === undefined) diagnostics.push(unknown(cell, columns, diagnostics.length === 0));
    else if (before !== undefined) diagnostics.push(twice(cell, meant.pointer, before));
    else {
      first.set(meant.pointer, cell);
      headings.push({ index, ...meant });
    }
  }
  const inOrder = headings.sort((a, b) => columns.indexOf(a.column) - columns.indexOf(b.column));
  return { headings: inOrder, diagnostics: [...diagnostics, ...findNameless(table)] };
};

const count = (cells: number): string => `${cells} ${cells === 1 ? 'cell' : 'cells'}`;

/** Rows that have more or fewer cells than the header, each where it goes wrong. */
export const findRagged = ({ header, rows }: Table): readonly Diagnostic[] =>
  rows
    .filter(({ cells }) => cells.length !== header.cells.length)
    .map(({ cells, at }: Row) =>
      error('DOC038', {
        summary: `this row has ${count(cells.length)}, and the header ${count(header.cells.length)}`,
        at: (cells[header.cells.length] ?? cells.at(-1))?.at ?? at,
        remedy: 'write a separator for each empty cell, and put a value that holds a separator in quotes',
      }),
    );
