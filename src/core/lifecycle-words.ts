import type { Act, Last, Situation } from './lifecycle.ts';
import type { Probe } from './operation.ts';
import { apartMs, windowMs } from './step-history.ts';

/** What each newest record says of a step. */
export const lastWords: Readonly<Record<Last, string>> = {
  none: 'Nothing was ever intended.',
  intended: 'A call was about to be sent, and no answer is known: it may have left, or not.',
  sent: 'The call was accepted, by its answer or by a person’s word.',
  refused: 'The call was refused for good.',
  throttled: 'The call was refused for now: the cloud asked to wait.',
  unsent: 'Nothing left this process, for a reason that may pass.',
  done: 'The step was seen done.',
  settled: 'A person has said that the call was not sent.',
  failed: 'The step has failed.',
};

/** What each probe found. */
export const probeWords: Readonly<Record<Probe['is'], string>> = {
  done: 'done',
  'in-flight': 'in flight',
  failed: 'failed',
  'not-done': 'not done',
  unreadable: 'unreadable',
};

const waits: Readonly<Record<Extract<Act, { act: 'wait' }>['because'], string>> = {
  'in-flight': 'wait for its end',
  window: 'wait; never send',
  'stale-read': 'wait: a read may be stale',
  unreadable: 'read again; conclude nothing',
  throttled: 'wait as long as the cloud asked',
  unsent: 'wait, then try again',
};

type Adopted = Extract<Act, { act: 'record-done' }>['adopted'];

const dones: Readonly<Record<`${Adopted}`, string>> = {
  null: 'record done',
  'was so before this run': 'record done: it was so before this run',
  'found in the cloud; its answer never came': 'record done: adopt it, found though its answer never came',
  'although refused': 'record done, although refused',
};

const failures: Readonly<Record<Extract<Act, { act: 'record-failed' }>['because'], string>> = {
  cloud: 'record failed, as the cloud says',
  refused: 'record failed: it was refused, nothing happened',
  'not-proven': 'record failed: not proven',
};

const ends: Readonly<Record<Extract<Act, { act: 'end' }>['as'], string>> = {
  stale: 'stop as stale',
  ambiguous: 'stop as ambiguous: a person settles it',
  unreadable: 'stop as unreadable; resume looks again',
  unfinished: 'stop as unfinished; resume looks again',
};

/** An act as a person reads it. */
export const actWords = (act: Act): string => {
  switch (act.act) {
    case 'return':
      return 'return the record';
    case 'compare':
      return 'compare them';
    case 'send':
      return 'write the intent, look at the lock, send once';
    case 'wait':
      return waits[act.because];
    case 'record-done':
      return dones[`${act.adopted}`];
    case 'record-failed':
      return failures[act.because];
    case 'end':
      return ends[act.as];
  }
};

/** What a decision asks beside record and probe; each answer in words, and what it sets of the situation. */
export interface Question {
  readonly answers: readonly { readonly says: string; readonly sets: Partial<Situation> }[];
}

const expectations: Readonly<Record<Situation['expects'], string>> = {
  unasked: 'expectations not compared yet',
  hold: 'they hold',
  moved: 'a fact moved',
  unreadable: 'they cannot be read',
};

const minutes = windowMs / 60_000;
const seconds = apartMs / 1000;

/** All of a situation that time, patience and facts decide. Two looks agree only after the window: there is no fourth case. */
export const questions: readonly Question[] = [
  {
    answers: [
      { says: `within ${minutes} minutes of the request’s date`, sets: { windowOver: false, confirmed: false } },
      { says: 'after them, one look', sets: { windowOver: true, confirmed: false } },
      { says: `after them, two looks ${seconds} s apart`, sets: { windowOver: true, confirmed: true } },
    ],
  },
  {
    answers: [
      { says: 'back-off not over', sets: { backedOff: false } },
      { says: 'back-off over', sets: { backedOff: true } },
    ],
  },
  {
    answers: [
      { says: 'budget left', sets: { budgetLeft: true } },
      { says: 'budget spent', sets: { budgetLeft: false } },
    ],
  },
  {
    answers: (Object.keys(expectations) as Situation['expects'][]).map((expects) => ({
      says: expectations[expects],
      sets: { expects },
    })),
  },
];
