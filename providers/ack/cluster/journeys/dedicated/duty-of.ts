import type { Duty } from '../../../../../src/core/duty.ts';
import type { DutyName } from '../../duty-facts.ts';

type Args = Duty['args'];

/** A duty that the cloud shows done, by its fact. */
export const byRead = <Name extends DutyName>(id: Name, args: Args) => ({
  fact: `duty.${id}` as const,
  duty: { id, ends: 'read', args } satisfies Duty,
});

/** A duty of which only a person can say that it is done. */
export const byWord = (id: 'workerRole' | 'code') => ({ duty: { id, ends: 'word', args: {} } satisfies Duty });

/** How a person says that a duty was seen to, or that the thing stays on purpose. */
export const sayIt = (id: Duty['id']): string =>
  `say so in the document: attestations: {duties: [{duty: ${id}, says: "when, by whom"}]}`;
