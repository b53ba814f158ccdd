import type { DriftModel, DriftRow, GoneRow } from './drift-model.ts';
import { momentWords, timeBeside } from './moment.ts';

const valueWords = ({ before, after, asked, is }: DriftRow): string => {
  if (asked !== undefined && is !== undefined) return `asked ${asked}, is ${is}`;
  return before === undefined && after === undefined ? '' : `${before ?? '(none)'} -> ${after ?? '(none)'}`;
};

/** What the row is about; of a duty the name by which a document attests it. */
const topicWords = (row: DriftRow): string => {
  if (row.duty !== undefined) return `${row.duty.id}:`;
  if (row.class === 'alarm' || row.fact === undefined) return '';
  return `${row.fact}${valueWords(row) === '' ? '' : ':'}`;
};

const sinceBeside = (since: string | undefined, at: string): string =>
  since === undefined ? '' : `since ${timeBeside(since, at)}`;

/** A row without its class, its address and its age: the same words in every face. */
export const findingWords = (row: DriftRow, at: string): string => {
  const { says, since, was, ignored, next } = row;
  const words = [
    topicWords(row),
    valueWords(row),
    says,
    sinceBeside(since, at),
    was === undefined || was === '' ? '' : `(${was} at the look before)`,
    ignored === undefined ? '' : `(ignored until ${ignored.expires}: ${ignored.reason}; ${ignored.at})`,
  ]
    .filter((part) => part !== '')
    .join(' ');
  return next === undefined ? words : `${words}; next: ${next}`;
};

/** How a duty that is owed is done, as one can copy it; '' where nothing is. */
export const remedyWords = ({ duty }: DriftRow): string => {
  if (duty === undefined || duty.is === 'done' || duty.is === 'attested') return '';
  return `${duty.remedy}${duty.code === undefined ? '' : ` (onward explain ${duty.code})`}`;
};

export const goneWords = ({ topic, class: of, firstSeen }: GoneRow, at: string): string =>
  `${topic}: ${of}, first seen ${timeBeside(firstSeen, at)}`;

/** `4 in 3 of 640 targets  2026-12-06 06:00:00 +08:00`. */
export const headWords = ({ rows, targets, at }: DriftModel): string => {
  const touched = new Set(rows.map(({ address }) => address)).size;
  return `${rows.length} in ${touched} of ${targets} targets  ${momentWords(at)}`;
};

/** `2 new, 2 still (1 changed), 1 gone`; '' where nobody remembers. */
export const sinceWords = ({ since }: DriftModel): string => {
  if (since === null) return '';
  const changed = since.changed === 0 ? '' : ` (${since.changed} changed)`;
  return `${since.new} new, ${since.still} still${changed}, ${since.gone} gone`;
};

/** What one must know of the memory to read a row's age; null where all is as it should be. */
export const memoryWords = ({ memory }: DriftModel): string | null =>
  ({
    kept: null,
    none: 'There is no store here: compared with what the documents ask for alone, and nothing is remembered.',
    unread: 'What earlier runs found could not be read: nobody can say what is new.',
    unwritten: 'This run could not be remembered: the next one tells the same as new.',
  })[memory];

/** Whom the Project names; '' where it names nobody. */
export const contactWords = ({ contacts: { owner, onCall } }: DriftModel): string =>
  [owner === undefined ? '' : `owner: ${owner}`, onCall === undefined ? '' : `on call: ${onCall}`]
    .filter((part) => part !== '')
    .join(', ');
