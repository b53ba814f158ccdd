import type { LeftBehind } from '../../core/kind.ts';
import type { DutyStanding } from '../../core/duty.ts';
import type { DriftDuty, DriftRow } from './drift-model.ts';
import { lengthWords } from './length-words.ts';

/** One duty of one target. `due` and `now` are milliseconds of the cloud's clock; null where there is none. */
export interface DutyToShow {
  readonly address: string;
  readonly left: LeftBehind;
  readonly id: string;
  readonly run: string;
  readonly standing: DutyStanding;
  readonly due: number | null;
  readonly now: number | null;
  /** Why it could not be read. */
  readonly unread: { readonly call: string; readonly why: string } | null;
}

const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

const dutyOf = ({ left, id, run, standing, due, now }: DutyToShow): DriftDuty => ({
  id,
  what: left.what,
  run,
  is: standing.is,
  billed: left.billed,
  remedy: left.remedy,
  ...(left.code === undefined ? {} : { code: left.code }),
  due: due === null ? null : iso(due),
  lateSeconds: due === null || now === null ? null : Math.floor((now - due) / 1000),
  ...('left' in standing ? { of: standing.of, left: standing.left } : { of: 0, left: [] }),
  ...(standing.is === 'attested' ? { word: standing.word } : {}),
});

const ageOf = ({ is, due, lateSeconds }: DriftDuty): string => {
  if (is === 'done' || is === 'attested') return is;
  if (due === null) return 'no due date';
  if (lateSeconds === null) return 'no clock';
  return lateSeconds >= 0 ? `${lengthWords(lateSeconds)} late` : `in ${lengthWords(-lateSeconds)}`;
};

/** Where some of it is done, which is not. */
const leftWords = ({ of, left }: DriftDuty): string =>
  left.length === 0 || left.length === of ? '' : `, ${left.length} of ${of} left: ${left.join(', ')}`;

const dueWords = ({ due }: DriftDuty): string => (due === null ? '' : `, due ${due.slice(0, 10)}`);

const wordsOf = (duty: DriftDuty, unread: DutyToShow['unread']): string => {
  const { what, billed, is, word } = duty;
  if (is === 'done') return what;
  const thing = `${what}${billed ? ', billed' : ''}`;
  if (is === 'attested') return `${thing}${leftWords(duty)}; the document says: “${word ?? ''}”`;
  const why = unread === null ? 'nothing was read' : `${unread.call}: ${unread.why}`;
  return is === 'unread'
    ? `${thing}${dueWords(duty)}: not known whether it is done, ${why}`
    : `${thing}${leftWords(duty)}${dueWords(duty)}`;
};

export const dutyRow = (shown: DutyToShow): DriftRow => {
  const duty = dutyOf(shown);
  return {
    class: duty.is === 'unread' ? 'unread' : 'residue',
    address: shown.address,
    topic: `duty ${duty.id}`,
    says: wordsOf(duty, shown.unread),
    ...(shown.left.fact === undefined ? {} : { fact: shown.left.fact }),
    duty,
    age: ageOf(duty),
  };
};
