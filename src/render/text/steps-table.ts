import { signWords, type Sign } from '../model/sign.ts';
import { isStepRow, type GateRow, type Row, type StepRow } from '../model/step-rows.ts';
import { displayWidth, padTo } from './display-width.ts';
import { escapeText } from './escape-text.ts';
import { paragraph, type Line } from './line.ts';
import { wrap } from './wrap.ts';

const indent = '  ';

/** Below this many columns for the words, the short columns go under them instead of beside them. */
const leastWords = 24;

interface Layout {
  readonly width: number;
  /** Columns before the words: indent, number, sign. */
  readonly lead: number;
  readonly words: number;
  readonly columns: readonly {
    readonly head: string;
    readonly width: number;
    readonly cell: (row: StepRow) => string;
  }[];
}

/** `API away` where only the API server goes away; `away` where several things do, and none when nothing does. */
const awayHead = (steps: readonly StepRow[]): string | null => {
  const whats = new Set(steps.flatMap(({ downtime }) => (downtime === null ? [] : [downtime.what])));
  const [what] = whats;
  if (what === undefined) return null;
  if (whats.size > 1) return 'away';
  return what === 'API server' ? 'API away' : `${escapeText(what)} away`;
};

const layoutOf = (steps: readonly StepRow[], width: number): Layout => {
  const away = awayHead(steps);
  const several = away === 'away';
  const awayCell = (row: StepRow): string =>
    escapeText(several && row.downtime !== null ? `${row.downtime.what} ${row.away}` : row.away);
  const columns = [
    { head: 'way back', cell: (row: StepRow): string => row.wayBack },
    { head: 'takes', cell: (row: StepRow): string => row.takes },
    ...(away === null ? [] : [{ head: away, cell: awayCell }]),
  ].map((column) => ({
    ...column,
    width: Math.max(...[column.head, ...steps.map(column.cell)].map(displayWidth)) + 2,
  }));
  const lead = indent.length + String(steps.length).length + 4;
  return { width, lead, columns, words: width - lead - columns.reduce((all, column) => all + column.width, 0) };
};

const cells = (texts: readonly string[], { columns }: Layout): string =>
  texts.map((text, at) => `  ${padTo(text, (columns[at]?.width ?? 2) - 2)}`).join('');

const leadOf = (number: string, sign: string, { lead }: Layout): string =>
  `${indent}${number.padEnd(lead - indent.length - 2)}${sign} `;

const hasRoom = ({ words }: Layout): boolean => words >= leastWords;

/** A word too long for its column (a path with an id) gets the whole line, and the short columns stand beside the id. */
const wordLines = (row: StepRow, layout: Layout): readonly string[] => {
  const whole = layout.width - layout.lead;
  const beside = wrap(`${row.what} [${row.local}]`, layout.words);
  if (hasRoom(layout) && beside.every((line) => displayWidth(line) <= layout.words)) return beside;
  return [...wrap(row.what, whole), `[${escapeText(row.local)}]`];
};

const stepLines = (row: StepRow, layout: Layout): readonly Line[] => {
  const texts = wordLines(row, layout);
  const values = layout.columns.map(({ cell }) => cell(row));
  const fits = (text: string | undefined): boolean => text !== undefined && displayWidth(text) <= layout.words;
  const at = hasRoom(layout) ? [0, texts.length - 1].find((line) => fits(texts[line])) : undefined;
  const style = row.forEver ? ({ style: 'bad' } as const) : {};
  const first = leadOf(String(row.number), row.sign, layout);
  const lines = texts.map((text, line): Line => {
    const before = line === 0 ? first : ' '.repeat(layout.lead);
    return { text: before + (line === at ? padTo(text, layout.words) + cells(values, layout) : text), ...style };
  });
  if (at !== undefined) return lines;
  const under = layout.columns.map(({ head, cell }) => `${head} ${cell(row)}`).join(', ');
  return [...lines, ...paragraph({ lead: ' '.repeat(layout.lead), text: under, width: layout.width })];
};

const gateLines = (row: GateRow, { width }: Layout): readonly Line[] => [
  ...paragraph({ lead: `${indent}${row.sign} `, text: row.says, width, style: 'care', whole: true }),
  ...row.question.flatMap((text, at) =>
    paragraph({ lead: at === 0 ? `${indent}  asks: ` : `${indent}        `, text, width }),
  ),
];

const pointLine = (says: string, { width }: Layout): Line => {
  const dashes = Math.max(4, width - indent.length - says.length - 4);
  const left = Math.floor(dashes / 2);
  return { text: `${indent}${'-'.repeat(left)} ${says} ${'-'.repeat(dashes - left)}`, style: 'bad' };
};

const rowLines = (row: Row, layout: Layout): readonly Line[] => {
  switch (row.is) {
    case 'step':
      return stepLines(row, layout);
    case 'gate':
      return gateLines(row, layout);
    case 'point':
      return [pointLine(row.says, layout)];
  }
};

/** Only the signs that were used, each with its word. */
const legend = (rows: readonly Row[]): string => {
  const used = new Set<string>(rows.flatMap((row) => (row.is === 'point' ? [] : [row.sign])));
  const signs = (Object.keys(signWords) as Sign[]).filter((sign) => used.has(sign));
  return `signs: ${signs.map((sign) => `${sign} ${signWords[sign]}`).join(', ')}`;
};

/** The table of steps: what, the way back, how long, and what is away meanwhile. */
export const stepsTable = (rows: readonly Row[], width: number): readonly Line[] => {
  const steps = rows.filter(isStepRow);
  if (steps.length === 0) return [];
  const layout = layoutOf(steps, width);
  const heads = layout.columns.map(({ head }) => head);
  const head = leadOf('#', ' ', layout) + padTo('what', layout.words) + cells(heads, layout);
  return [
    ...(hasRoom(layout) ? [{ text: head, style: 'faint' } as const] : []),
    ...rows.flatMap((row) => rowLines(row, layout)),
    ...paragraph({ lead: indent, text: legend(rows), width, style: 'faint', whole: true }),
  ];
};
