import type { Probe } from './operation.ts';
import type { Again } from './step.ts';

/** The newest thing the journal says of a step. `throttled` is a refusal that says "later", `unsent` an intent without a call. */
export type Last = 'none' | 'intended' | 'sent' | 'refused' | 'throttled' | 'unsent' | 'done' | 'settled' | 'failed';

/** Everything a decision may depend on. Pure data: the same situation always gives the same act. */
export interface Situation {
  readonly last: Last;
  readonly probe: Probe['is'];
  readonly again: Again;
  readonly oneWay: boolean;
  readonly type: 'check' | 'change';
  /** False for steps that only read: nothing is ever intended or sent for them. */
  readonly sends: boolean;
  /** What the step expects of its facts, compared right before sending; `unasked` until then. */
  readonly expects: 'unasked' | 'hold' | 'moved' | 'unreadable';
  /** The cloud's clock is past the fence's date + 16 minutes: the signed request is dead. */
  readonly windowOver: boolean;
  /** Two probes at least 30 s apart, both after the window, said not-done. */
  readonly confirmed: boolean;
  /** The back-off of a call that was throttled or not sent is over. */
  readonly backedOff: boolean;
  /** The budget of waiting (or of reading again) is not used up. */
  readonly budgetLeft: boolean;
}

/**
 * What to do next. `compare` asks for the expectations; `send` journals an intent, makes it durable, looks at the lock and
 * sends once; `wait` probes again later; `record-*` writes an outcome; `end` stops without an outcome, resumable.
 */
export type Act =
  | { readonly act: 'return' }
  | { readonly act: 'compare' }
  | { readonly act: 'send' }
  | {
      readonly act: 'wait';
      readonly because: 'in-flight' | 'window' | 'stale-read' | 'unreadable' | 'throttled' | 'unsent';
    }
  | {
      readonly act: 'record-done';
      readonly adopted:
        null | 'was so before this run' | 'found in the cloud; its answer never came' | 'although refused';
    }
  | { readonly act: 'record-failed'; readonly because: 'cloud' | 'refused' | 'not-proven' }
  | { readonly act: 'end'; readonly as: 'stale' | 'ambiguous' | 'unreadable' | 'unfinished' };

/** A cell of the table: a name that `resolve` turns into an act, by the rest of the situation. */
export type Cell =
  | 'return'
  | 'was-done'
  | 'adopt'
  | 'finish'
  | 'finish-refused'
  | 'foreign'
  | 'wait'
  | 'fail'
  | 'fail-refused'
  | 'try'
  | 'await-window'
  | 'await-effect'
  | 'back-off'
  | 'read-again';

type Row = Readonly<Record<Probe['is'], Cell>>;

const ended: Row = {
  done: 'return',
  'in-flight': 'return',
  failed: 'return',
  'not-done': 'return',
  unreadable: 'return',
};

/**
 * The table: last record × probe → cell.
 * A step that failed before anyone intended it is somebody else's story: `foreign`, like one in flight.
 */
export const table: Readonly<Record<Last, Row>> = {
  none: { done: 'was-done', 'in-flight': 'foreign', failed: 'foreign', 'not-done': 'try', unreadable: 'read-again' },
  intended: {
    done: 'adopt',
    'in-flight': 'wait',
    failed: 'fail',
    'not-done': 'await-window',
    unreadable: 'read-again',
  },
  sent: { done: 'finish', 'in-flight': 'wait', failed: 'fail', 'not-done': 'await-effect', unreadable: 'read-again' },
  refused: {
    done: 'finish-refused',
    'in-flight': 'wait',
    failed: 'fail',
    'not-done': 'fail-refused',
    unreadable: 'read-again',
  },
  throttled: {
    done: 'finish-refused',
    'in-flight': 'wait',
    failed: 'fail',
    'not-done': 'back-off',
    unreadable: 'read-again',
  },
  unsent: {
    done: 'was-done',
    'in-flight': 'foreign',
    failed: 'foreign',
    'not-done': 'back-off',
    unreadable: 'read-again',
  },
  done: ended,
  settled: ended,
  failed: ended,
};

const waitOr = (situation: Situation, because: Extract<Act, { act: 'wait' }>['because'], spent: Act): Act =>
  situation.budgetLeft ? { act: 'wait', because } : spent;

const trySending = (situation: Situation): Act => {
  if (!situation.sends) return waitOr(situation, 'stale-read', { act: 'record-failed', because: 'not-proven' });
  switch (situation.expects) {
    case 'unasked':
      return { act: 'compare' };
    case 'hold':
      return { act: 'send' };
    case 'moved':
      return { act: 'end', as: 'stale' };
    case 'unreadable':
      return waitOr(situation, 'unreadable', { act: 'end', as: 'unreadable' });
  }
};

/** The request may still arrive until the window is over; only then, and only when allowed, is a second one signed. */
const awaitWindow = (situation: Situation): Act => {
  if (!situation.windowOver || !situation.confirmed) return { act: 'wait', because: 'window' };
  if (situation.again === 'never') return { act: 'end', as: 'ambiguous' };
  // One yes is no licence to try for hours: what lies between here and the cloud wants a person.
  return situation.budgetLeft ? trySending(situation) : { act: 'end', as: 'unfinished' };
};

const awaitEffect = (situation: Situation): Act =>
  waitOr(
    situation,
    'stale-read',
    situation.type === 'check' ? { act: 'record-failed', because: 'not-proven' } : { act: 'end', as: 'ambiguous' },
  );

const resolvers: Readonly<Record<Cell, (situation: Situation) => Act>> = {
  return: () => ({ act: 'return' }),
  'was-done': ({ sends }) => ({ act: 'record-done', adopted: sends ? 'was so before this run' : null }),
  adopt: () => ({ act: 'record-done', adopted: 'found in the cloud; its answer never came' }),
  finish: () => ({ act: 'record-done', adopted: null }),
  'finish-refused': () => ({ act: 'record-done', adopted: 'although refused' }),
  foreign: (situation) =>
    // Nobody sends what is only read: its failure is nobody else's.
    !situation.sends && situation.probe === 'failed'
      ? { act: 'record-failed', because: 'not-proven' }
      : situation.oneWay
        ? { act: 'end', as: 'stale' }
        : waitOr(situation, 'in-flight', { act: 'end', as: 'unfinished' }),
  wait: (situation) => waitOr(situation, 'in-flight', { act: 'end', as: 'unfinished' }),
  fail: () => ({ act: 'record-failed', because: 'cloud' }),
  'fail-refused': () => ({ act: 'record-failed', because: 'refused' }),
  try: trySending,
  'await-window': awaitWindow,
  'await-effect': awaitEffect,
  'back-off': (situation) =>
    situation.backedOff && situation.budgetLeft
      ? trySending(situation)
      : waitOr(situation, situation.last === 'unsent' ? 'unsent' : 'throttled', { act: 'end', as: 'unfinished' }),
  'read-again': (situation) => waitOr(situation, 'unreadable', { act: 'end', as: 'unreadable' }),
};

/** The one decision of a step's life. Ambiguous is a conclusion, never a failed read. */
export const decide = (situation: Situation): Act => resolvers[table[situation.last][situation.probe]](situation);
