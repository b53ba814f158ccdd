import { error, fail, succeed, type Diagnostic, type Result } from '../../core/diagnostic.ts';
import { decode } from '../decode.ts';
import type { DocumentKind } from '../document-kind.ts';
import { limits } from '../limits.ts';
import type { ParsedDocument } from '../parse.ts';
import { columnsOf } from './columns.ts';
import { findRagged, readHeader } from './header.ts';
import { withNames, type MadeName } from './names.ts';
import { documentOfRow } from './row-document.ts';
import { readTable, type Table } from './table.ts';

/** The documents that a table says, as if each were written; nothing of them is proven yet. */
export interface TableDocuments {
  readonly documents: readonly ParsedDocument[];
  readonly made: readonly MadeName[];
  /** What is wrong with the table itself. */
  readonly diagnostics: readonly Diagnostic[];
  /** False where a column is not known: then what it would have said is not called missing. */
  readonly headerIsKnown: boolean;
}

const tooMany = ({ header, rows }: Table): readonly Diagnostic[] => {
  const row = rows[limits.documents];
  const column = header.cells.filter(({ text }) => text !== '')[limits.columns];
  const remedy = 'split it into several files';
  return [
    ...(row === undefined
      ? []
      : [error('DOC011', { summary: `more than ${limits.documents} rows`, at: row.at, remedy })]),
    ...(column === undefined
      ? []
      : [error('DOC010', { summary: `more than ${limits.columns} columns`, at: column.at, remedy })]),
  ];
};

/** Reads a file's bytes as a table of documents of one kind: a row is a document, a column a field. */
export const parseTable = (
  bytes: Uint8Array,
  file: string,
  kind: Pick<DocumentKind, 'name' | 'schema'>,
): Result<TableDocuments> => {
  const text = decode(bytes, file);
  const table = text.ok ? readTable(text.value, file) : text;
  if (!table.ok) return table;
  const many = tooMany(table.value);
  if (many.length > 0) return fail(...many);
  const columns = columnsOf(kind.schema);
  const header = readHeader(table.value, columns);
  const ragged = findRagged(table.value);
  const isEven = (cells: readonly unknown[]): boolean => cells.length === table.value.header.cells.length;
  const rows = table.value.rows
    .filter(({ cells }) => isEven(cells))
    .map((row) => documentOfRow(row, header.headings, kind.name));
  const { documents, made } = withNames(
    rows.map(({ document }) => document),
    columns,
  );
  const diagnostics = [...header.diagnostics, ...ragged, ...rows.flatMap((row) => row.diagnostics)];
  return succeed({ documents, made, diagnostics, headerIsKnown: header.diagnostics.length === 0 });
};
