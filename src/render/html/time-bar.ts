import type { Row, StepRow } from '../model/step-rows.ts';
import { isStepRow } from '../model/step-rows.ts';
import { markup, nothing, type Html } from './markup.ts';

/** A share of the whole time below which a step would not be seen. */
const least = 0.012;

/** Beyond so many steps a bar is noise. */
const most = 60;

/** From this share on there is room for a number. */
const roomForNumber = 0.05;

interface Segment {
  readonly row: StepRow;
  /** Shares of the whole. */
  readonly from: number;
  readonly width: number;
}

/** Steps that run unless something fails, one after the other, each as wide as its longest time. */
const segmentsOf = (rows: readonly Row[]): readonly Segment[] => {
  const steps = rows.filter(isStepRow).filter(({ onlyIf }) => onlyIf === null);
  const total = steps.reduce((all, { seconds }) => all + seconds.high, 0);
  const shares = steps.map(({ seconds }) => Math.max(seconds.high / Math.max(total, 1), least));
  const whole = shares.reduce((all, share) => all + share, 0);
  let from = 0;
  return steps.map((row, at) => {
    const width = (shares[at] ?? 0) / whole;
    const segment = { row, from, width };
    from += width;
    return segment;
  });
};

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

const nameOf = ({ sign, forEver, oneWay }: StepRow): string => {
  if (forEver || oneWay) return 'for-ever';
  return sign === '?' ? 'look' : 'change';
};

const stepBox = ({ row, from, width }: Segment): Html => {
  const number =
    width < roomForNumber
      ? nothing
      : markup`<text x="${percent(from + width / 2)}" y="30" text-anchor="middle">${row.number}</text>`;
  return markup`<rect class="${nameOf(row)}" x="${percent(from)}" y="15" width="${percent(width)}" height="22"/>${number}`;
};

const awayBox = ({ row, from, width }: Segment): Html =>
  row.downtime === null
    ? nothing
    : markup`<rect class="away" x="${percent(from)}" y="40" width="${percent(width)}" height="5"/>`;

/** Where gates and the point of no return stand: before the first step that follows them. */
const marksOf = (rows: readonly Row[], segments: readonly Segment[]): readonly Html[] => {
  let at = 0;
  return rows.flatMap((row) => {
    if (isStepRow(row)) {
      const segment = segments.find((one) => one.row.id === row.id);
      if (segment !== undefined) at = segment.from + segment.width;
      return [];
    }
    const path = row.is === 'gate' ? 'M0 3l5 5-5 5-5-5z' : 'M-1.5 0h3v48h-3z';
    const name = row.is === 'gate' ? 'gate' : 'point';
    return [markup`<svg class="${name}" x="${percent(at)}" overflow="visible"><path d="${path}"/></svg>`];
  });
};

const legendOf = (rows: readonly Row[]): Html => {
  const steps = rows.filter(isStepRow);
  const names = new Set(steps.map(nameOf));
  const away = [...new Set(steps.flatMap(({ downtime }) => (downtime === null ? [] : [downtime.what])))];
  const key = (name: string, words: string): Html => markup`<span><i class="key ${name}"></i>${words}</span> `;
  return markup`<p class="legend" aria-hidden="true">${[
    ...(names.has('look') ? [key('look', 'check')] : []),
    ...(names.has('change') ? [key('change', 'change')] : []),
    ...(names.has('for-ever') ? [key('for-ever', 'for ever')] : []),
    ...away.map((what) => key('away', `${what} away`)),
    ...(rows.some(({ is }) => is === 'gate') ? [key('gate', 'gate')] : []),
    ...(rows.some(({ is }) => is === 'point') ? [key('point', 'point of no return')] : []),
    markup`<span>each step at its longest, to scale</span>`,
  ]}</p>\n`;
};

/** The steps on one line, to scale. All that it shows is told again, in words, by the list below it. */
export const timeBar = (rows: readonly Row[]): Html => {
  const segments = segmentsOf(rows);
  if (segments.length < 2 || segments.length > most) return nothing;
  const boxes = segments.map((segment) => markup`${stepBox(segment)}${awayBox(segment)}`);
  return markup`<div class="time-bar">\n<svg width="100%" height="48" role="img" aria-label="The steps to scale, each at its longest; the list below tells them in words">${boxes}${marksOf(rows, segments)}</svg>\n${legendOf(rows)}</div>\n`;
};
