import type { RememberedRow } from '../core/drift/memory.ts';
import type { DriftRow } from '../render/model/drift-model.ts';
import type { History } from './drift-history.ts';
import type { Subject } from './observe.ts';

/** One look: the targets that were looked at, what the store knows of them, and what was found. */
export interface DriftLook {
  readonly subjects: readonly Subject[];
  readonly history: History;
  readonly rows: readonly DriftRow[];
}

/** The fact that a remembered row is about: its topic, or the one whose alarm it is. */
const factOf = ({ kind }: Subject, { class: is, topic }: RememberedRow): string =>
  is === 'alarm' ? (kind.facts.find(({ alarm }) => alarm?.code === topic)?.name ?? topic) : topic;

const isFact = ({ kind }: Subject, fact: string): boolean => kind.facts.some(({ name }) => name === fact);

/** An alarm that is no fact's is the target's own, or its run's: known wherever the target was looked for. */
const isFactRead = (subject: Subject, row: RememberedRow): boolean => {
  const fact = factOf(subject, row);
  return !isFact(subject, fact) || subject.observed.facts[fact] !== undefined;
};

const isDutyRead = (subject: Subject, { address, topic }: RememberedRow, { rows }: DriftLook): boolean => {
  const isUnread = rows.some((one) => one.class === 'unread' && one.address === address && one.topic === topic);
  return !isUnread && subject.driver.clock.now() !== null;
};

const isKnownAt = (subject: Subject, row: RememberedRow, look: DriftLook): boolean => {
  const { address } = subject.desired;
  const { state } = subject.observed;
  const isOwn = (one: { readonly address: string }): boolean => one.address === address;
  if (row.class === 'unread') return true;
  // A damaged run may have been the one that the row is about.
  if (look.history.damaged.some(isOwn) && row.class !== 'alarm') return false;
  if (state === 'withheld') return false;
  if (row.class === 'residue') return isDutyRead(subject, row, look);
  if (state === 'absent') return row.class === 'alarm';
  if (row.class === 'in-flight') return true;
  if (state === 'unreadable') return false;
  const isHidden = row.class !== 'alarm' && look.history.moving.some((run) => isOwn(run) && !run.isDone);
  return !isHidden && isFactRead(subject, row);
};

/**
 * Whether a look would have shown a remembered row, were it still there. What was not looked at, not read, or is hidden
 * behind a run on its way may be as it was.
 */
export const wouldShow = (look: DriftLook): ((row: RememberedRow) => boolean) => {
  const subjects = new Map(look.subjects.map((subject) => [subject.kind.identity(subject.desired), subject]));
  return (row) => {
    const subject = subjects.get(row.target);
    return subject !== undefined && isKnownAt(subject, row, look);
  };
};
