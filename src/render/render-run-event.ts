import type { JournalRecord } from '../core/journal.ts';
import { momentOf } from './model/moment.ts';
import { eventStep, eventWords } from './model/run-event-words.ts';
import { escapeText } from './text/escape-text.ts';
import { printed, type Style } from './text/line.ts';

/** `oneWay: false` says that the step may be sent again, so that SENT ONCE keeps its weight. */
export type RunEvent = JournalRecord & { readonly at: string; readonly oneWay?: boolean };

const styles: Readonly<Partial<Record<JournalRecord['type'], Style>>> = {
  sent: 'care',
  refused: 'bad',
  failed: 'bad',
  done: 'good',
  parked: 'care',
};

/** Progress: one line an event, never broken, with a line feed: `03:04:12  prod/migrate  SENT ONCE, accepted, ...`. */
export const renderRunEvent = (event: RunEvent, { color }: { readonly color: boolean }): string => {
  const parts = [
    momentOf(event.at)?.time ?? event.at,
    eventStep(event),
    event.oneWay === false ? eventWords(event).replace('SENT ONCE', 'sent') : eventWords(event),
  ];
  const text = parts
    .filter((part) => part !== '')
    .map(escapeText)
    .join('  ');
  const style = styles[event.type];
  return printed([style === undefined ? { text } : { text, style }], color);
};
