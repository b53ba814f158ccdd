import type { Labelled, Sentence } from './plan-report.ts';
import { secondsOf, spanWords } from './span-words.ts';
import { isStepRow, type GateRow, type Row, type StepRow } from './step-rows.ts';
import { tied } from './tied.ts';

/** What stands still while something is away, where that is known; the point is to say who is hurt. */
const meanwhile: Readonly<Record<string, string>> = {
  'API server': 'Pods run on; deploys, HPA, CronJobs, leader elections stand still meanwhile.',
};

/** A stretch of steps and the gate that opens it; the first stretch may have none. */
interface Stretch {
  readonly gate: GateRow | null;
  readonly steps: readonly StepRow[];
}

const stretches = (rows: readonly Row[]): readonly Stretch[] => {
  const all: Stretch[] = [{ gate: null, steps: [] }];
  for (const row of rows) {
    if (row.is === 'gate') all.push({ gate: row, steps: [] });
    const last = all.pop();
    if (last !== undefined) all.push(isStepRow(row) ? { ...last, steps: [...last.steps, row] } : last);
  }
  return all;
};

const stepName = (row: StepRow): string => tied(`${row.number} ${row.local}`);

const names = (steps: readonly StepRow[]): string => steps.map(stepName).join(', ');

/** Steps that run unless something fails: only they count for time and for what goes away. */
const planned = (rows: readonly Row[]): readonly StepRow[] =>
  rows.filter(isStepRow).filter(({ onlyIf }) => onlyIf === null);

export const forEverNames = (rows: readonly Row[]): readonly string[] =>
  rows
    .filter(isStepRow)
    .filter(({ forEver }) => forEver)
    .map(stepName);

/** `API server` → `5-10 min in 5, 10-30 s in 3`, for each thing that goes away. */
export const awayOf = (rows: readonly Row[]): readonly { readonly what: string; readonly says: string }[] => {
  const times = new Map<string, string[]>();
  for (const { downtime, number } of planned(rows)) {
    if (downtime === null) continue;
    const says = `${spanWords(secondsOf(downtime.p50), secondsOf(downtime.p90))} in ${number}`;
    times.set(downtime.what, [...(times.get(downtime.what) ?? []), says]);
  }
  return [...times].map(([what, says]) => ({ what, says: says.join(', ') }));
};

/** Whether a notice begins or goes on with the same words ("pods run on"), so that they are not told twice. */
const isTold = (says: string, notices: readonly string[]): boolean =>
  notices.some((notice) => notice.toLowerCase().includes(says.split(';')[0]?.toLowerCase() ?? says));

/** Where nothing is for ever: whether something is lost by going back. */
export const undoWords = (rows: readonly Row[]): string => {
  const lossy = planned(rows)
    .filter(({ reversibility }) => reversibility === 'compensable')
    .map(stepName);
  return lossy.length === 0
    ? 'Every step can be undone.'
    : `Every step can be taken back; ${lossy.join(', ')} with loss.`;
};

/** The sentences of the first screen: what is for ever, what goes away, and how the rest fares. */
export const outlookFacts = (rows: readonly Row[], notices: readonly string[]): readonly Sentence[] => {
  const forEver = forEverNames(rows);
  const away = awayOf(rows);
  const undo = forEver.length > 0 ? `CANNOT BE UNDONE: ${forEver.join(', ')}.` : undoWords(rows);
  const gone = away.map(({ what, says }) => `${what} away: ${says}.`).join(' ');
  return [
    { about: 'undo', says: undo },
    { about: 'away', says: gone === '' ? 'No step says that anything goes away.' : gone },
    ...away
      .flatMap(({ what }) => meanwhile[what] ?? [])
      .filter((says) => !isTold(says, notices))
      .map((says) => ({ about: 'else' as const, says })),
  ];
};

/** A step in a list of what starts, with what a reader must know of it. */
const startName = (row: StepRow): string => {
  const name = stepName(row);
  if (row.onlyIf !== null) return `${name} (${tied(`only if ${row.onlyIf} fails`)})`;
  if (row.oneWay) return `${name} (${tied('SENT ONCE, NO WAY BACK')})`;
  return row.forEver ? `${name} (${tied('NO WAY BACK')})` : name;
};

const startWords = ({ steps }: Stretch): string =>
  steps.length > 0 ? steps.map(startName).join(', ') : 'nothing more';

/** What applying does before anyone said yes. */
const nowWords = ([before, next]: readonly Stretch[]): string => {
  const runs = before === undefined || before.steps.length === 0 ? 'runs nothing' : `runs ${names(before.steps)}`;
  return next?.gate
    ? `nothing is written; onward apply ${runs}, then waits at GATE ${next.gate.local}`
    : `nothing is written; onward apply ${runs}, and asks for no yes`;
};

export const takesWords = (rows: readonly Row[]): string => {
  const sum = (of: 'low' | 'high'): number => planned(rows).reduce((all, { seconds }) => all + seconds[of], 0);
  return `${spanWords(sum('low'), sum('high'))} in all`;
};

/** What a yes at each gate starts, each `commit starts 2 migrate, 3 prove`. */
export const yesWords = (rows: readonly Row[]): readonly string[] =>
  stretches(rows).flatMap((stretch) =>
    stretch.gate === null ? [] : [`at ${stretch.gate.local} starts ${startWords(stretch)}`],
  );

interface Outlook {
  readonly money: string | null;
  readonly applicable: boolean;
  /** How many approvals are needed, by the policy; null: it asks for none. */
  readonly needed: string | null;
}

const startLabels = (rows: readonly Row[], needed: string | null): readonly Labelled[] => [
  { label: 'Now', says: nowWords(stretches(rows)) },
  ...(needed === null ? [] : [{ label: 'Yes' as const, says: needed }]),
  ...yesWords(rows).map((says) => ({ label: 'Yes' as const, says })),
];

/** Time, money, and what starts when: nothing does of a plan that cannot be applied. */
export const outlookLabels = (rows: readonly Row[], { money, applicable, needed }: Outlook): readonly Labelled[] => [
  { label: 'Takes', says: takesWords(rows) },
  ...(money === null ? [] : [{ label: 'Money' as const, says: money }]),
  ...(applicable
    ? startLabels(rows, needed)
    : [{ label: 'Now' as const, says: 'nothing is written, and this plan cannot be applied' }]),
];

/** Who stops before the point of no return: what an abort takes back, and what stays. */
export const wayOutWords = (rows: readonly Row[]): string | null => {
  const at = rows.findIndex(({ is }) => is === 'point');
  const first = rows.slice(at).find(isStepRow);
  if (at < 0 || first === undefined) return null;
  const before = planned(rows.slice(0, at)).filter(({ reversibility }) => reversibility !== null);
  const list = (steps: readonly StepRow[]): string => steps.map(({ number }) => number).join(' ');
  const undone = before.filter(({ reversibility }) => reversibility === 'reversible');
  const kept = before.filter(({ reversibility }) => reversibility !== 'reversible');
  const undoes = undone.length > 0 ? `onward abort undoes ${list(undone)}` : 'there is nothing to undo';
  const keeps = kept.length > 0 ? `, keeps ${list(kept)}` : '';
  return `Stops before ${first.number}: ${undoes}${keeps}. Once ${first.number} is sent: forward only.`;
};
