import type { JournalRecord, Owner } from '../../core/journal.ts';
import { shortHash } from './target-report.ts';
import { momentWords } from './moment.ts';

const ownerWords = ({ host, pid }: Owner): string => `${host} pid ${pid}`;

type Words = { readonly [Type in JournalRecord['type']]: (record: Extract<JournalRecord, { type: Type }>) => string };

/** What each line of a journal says to a person who watches. One entry a type, so that none is silent. */
const words: Words = {
  accepted: ({ decision, owner, executor }) =>
    `accepted: decision ${shortHash(decision)}, by ${ownerWords(owner)}, executor ${executor}`,
  taken: ({ owner, from, why }) =>
    `taken over by ${ownerWords(owner)}${from === null ? '' : ` from ${ownerWords(from)}`}: ${why}`,
  approved: ({ by, via, decision, approvals = [] }) => {
    const keys = approvals.map(({ by: who, how, key }) => `${who} (${key ?? how})`).join(', ');
    return `approved by ${by} via ${via}, decision ${shortHash(decision)}${keys === '' ? '' : `: ${keys}`}`;
  },
  opened: ({ checks }) =>
    `gate open${checks.length > 0 ? `, passed: ${checks.map(({ code }) => code).join(' ')}` : ''}`,
  answered: ({ code, verdict }) => `${code} ${verdict}`,
  intended: ({ attempt, loses }) =>
    `will send, attempt ${attempt}${loses === undefined ? '' : `; keeps the text of ${loses.what}`}`,
  sent: ({ request, task }) =>
    `SENT ONCE, accepted${task === null ? '' : `, task ${task}`}${request === '' ? '' : `, request ${request}`}`,
  refused: ({ code, why, request, throttled }) =>
    `${throttled ? 'throttled, tried again later' : 'REFUSED'}: ${why.includes(code) ? why : `${code} ${why}`}, request ${request}`,
  unsent: ({ why }) => `NOT SENT, tried again later: ${why}`,
  progress: ({ says }) => says,
  done: ({ adopted }) => (adopted === undefined ? 'done' : `done: ${adopted}`),
  failed: ({ code, why }) => `FAILED ${code}: ${why}`,
  undone: () => 'undone',
  parked: ({ gate, missing, says, opensAt }) =>
    [
      `parked at GATE ${gate}, missing: ${missing.join(', ')}`,
      ...(says === undefined ? [] : [says]),
      ...(opensAt === undefined ? [] : [`opens ${momentWords(opensAt)}`]),
    ].join('; '),
  settled: ({ as, by, evidence }) => `settled as ${as} by ${by}: ${evidence}`,
  ended: ({ outcome, exit }) => `ended: ${outcome}, exit ${exit}`,
};

/** The step a record is about, or nothing for a record of the whole run. */
export const eventStep = (record: JournalRecord): string => ('step' in record ? record.step : '');

export const eventWords = (record: JournalRecord): string => {
  // Each entry takes the record of its own key; the compiler cannot follow that through the index.
  const say = words[record.type] as (of: JournalRecord) => string;
  return say(record);
};
