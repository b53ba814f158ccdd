import { error, type Diagnostic } from '../core/diagnostic.ts';
import type { Subject } from './observe.ts';

/**
 * Documents that turn out to mean one live target once it was read: one names it by an id, another by a name that its cloud alone
 * can join. What is plain from the documents themselves was said before.
 */
export const meantByTwo = (subjects: readonly Subject[]): readonly Diagnostic[] => {
  const first = new Map<string, Subject>();
  return subjects.flatMap((subject) => {
    const { kind, desired, observed } = subject;
    const key = observed.state === 'present' ? kind.key(desired, observed) : null;
    if (key === null) return [];
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, subject);
      return [];
    }
    const { address } = desired;
    return [
      error('DOC029', {
        summary: `${address} and ${other.desired.address} speak of one target`,
        detail: `Both are ${key}.`,
        at: desired.place('/metadata/name'),
        address,
        remedy: 'keep one of the two',
      }),
    ];
  });
};
