import { CsvError, parse } from 'csv-parse/sync';
import { error, fail, succeed, type Diagnostic, type Place, type Result } from '../../core/diagnostic.ts';
import { findHiddenCharacter } from '../characters.ts';
import { placesIn, type PlaceAt } from '../text-lines.ts';
import { separatorOf, type Separator } from './separator.ts';

/** One cell. What stands without quotes has no spaces around it; what stands in quotes is as it is. '' is an empty cell. */
export interface Cell {
  readonly text: string;
  readonly at: Place;
}

/** `at` is where the row begins. */
export interface Row {
  readonly cells: readonly Cell[];
  readonly at: Place;
}

/** The first row that holds anything, and those after it that do. */
export interface Table {
  readonly header: Row;
  readonly rows: readonly Row[];
}

interface Field {
  readonly value: string;
  readonly quoted: boolean;
}

/** What the parser gives of one row; `raw` is its text with the first character of its line's end. */
interface Parsed {
  readonly record: readonly Field[];
  readonly raw: string;
}

const parseRows = (text: string, delimiter: Separator, to = -1): readonly Parsed[] =>
  parse(text, {
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    raw: true,
    info: true,
    to,
    cast: (value, { quoting }): Field => ({ value, quoted: quoting }),
  }) as unknown as readonly Parsed[];

/** How many characters a field took: in quotes, each quote of its own was written twice. */
const lengthOf = ({ value, quoted }: Field): number =>
  quoted ? value.length + 2 + (value.match(/"/g)?.length ?? 0) : value.length;

const lengthOfRow = ({ raw }: Parsed, text: string, start: number): number =>
  raw.length + (raw.endsWith('\r') && text[start + raw.length] === '\n' ? 1 : 0);

const cellsOf = (record: readonly Field[], start: number, placeAt: PlaceAt): readonly Cell[] => {
  let offset = start;
  return record.map((field) => {
    const { value, quoted } = field;
    const indent = quoted ? 0 : value.length - value.trimStart().length;
    const at = placeAt(offset + indent);
    offset += lengthOf(field) + 1;
    return { text: quoted ? value : value.trim(), at };
  });
};

interface Rows {
  readonly rows: readonly Row[];
  /** The offset behind the last of them. */
  readonly end: number;
}

const placed = (parsed: readonly Parsed[], text: string, placeAt: PlaceAt): Rows => {
  let start = 0;
  const rows = parsed.map((each) => {
    const row = { cells: cellsOf(each.record, start, placeAt), at: placeAt(start) };
    start += lengthOfRow(each, text, start);
    return row;
  });
  return { rows, end: start };
};

/** The rows before the one that is broken are parsed again, since they tell where it begins. */
const explain = (problem: CsvError, text: string, delimiter: Separator, placeAt: PlaceAt): Diagnostic => {
  const { records, raw } = problem as unknown as { readonly records: number; readonly raw?: string };
  const start = records === 0 ? 0 : placed(parseRows(text, delimiter, records), text, placeAt).end;
  const isOpen = problem.code === 'CSV_QUOTE_NOT_CLOSED';
  return error('DOC037', {
    summary: isOpen ? 'a quote of this row is never closed' : 'not CSV: a quote stands within a cell',
    at: placeAt(isOpen ? start : start + Math.max(0, (raw ?? '').length - 1)),
    remedy: 'put the whole cell in quotes, and write each quote of its own twice',
  });
};

const holdsAnything = ({ cells }: Row): boolean => cells.some(({ text }) => text !== '');

const empty = (at: Place): Diagnostic =>
  error('DOC003', {
    summary: 'the table holds no row below its header',
    at,
    remedy: 'write names of columns into the first row, and one row for each document below it',
  });

/**
 * Reads a text as CSV (RFC 4180): commas, semicolons or tabs, as the first row has them; LF or CRLF. Rows of nothing but empty
 * cells, which spreadsheets leave at the end, are passed over. `file` is how places name it.
 */
export const readTable = (text: string, file: string): Result<Table> => {
  const placeAt = placesIn(file, text);
  const hidden = findHiddenCharacter(text, placeAt);
  if (hidden.length > 0) return fail(...hidden);
  const separator = separatorOf(text);
  try {
    const found = placed(parseRows(text, separator), text, placeAt).rows.filter(holdsAnything);
    const [header, ...rows] = found;
    return header === undefined || rows.length === 0 ? fail(empty(placeAt(0))) : succeed({ header, rows });
  } catch (problem) {
    if (!(problem instanceof CsvError)) throw problem;
    return fail(explain(problem, text, separator, placeAt));
  }
};
