import type { DutyFact } from '../../../../src/core/duty.ts';
import { malformed } from '../../../wire/failure.ts';
import { textListIn } from '../../clients/kubernetes/metadata.ts';
import { textIn, type JsonObject } from '../../../wire/json.ts';
import type { Reading } from '../../../wire/reading.ts';
import type { DutyReads } from './duty-reads.ts';

/** Reads what of a duty is still there. `args` are those that the plan wrote down. */
export type DutyReader = (reads: DutyReads, args: JsonObject) => Promise<Reading<DutyFact>>;

const lacking = (member: string): Reading<never> => ({
  ok: false,
  call: 'the plan of the run',
  failure: malformed(`its duty names no ${member}`, ''),
});

/** A reader of things that a plan lists by their ids. A plan that lists none proves nothing. */
export const ofIds =
  (member: string, read: (reads: DutyReads, ids: readonly string[], args: JsonObject) => Promise<Reading<DutyFact>>) =>
  async (reads: DutyReads, args: JsonObject): Promise<Reading<DutyFact>> => {
    const ids = textListIn(args, member);
    return ids.length === 0 ? lacking(member) : read(reads, ids, args);
  };

/** A reader of one thing that a plan names. */
export const ofName =
  (member: string, read: (reads: DutyReads, name: string, args: JsonObject) => Promise<Reading<DutyFact>>) =>
  async (reads: DutyReads, args: JsonObject): Promise<Reading<DutyFact>> => {
    const name = textIn(args, member);
    return name === '' ? lacking(member) : read(reads, name, args);
  };

/** Those of the ids that are still there: a list holds what the service knows, and nothing else. */
export const stillIn = (ids: readonly string[], rows: readonly { readonly id: string }[]): DutyFact => {
  const found = new Set(rows.map(({ id }) => id));
  return { of: ids.length, left: ids.filter((id) => found.has(id)) };
};

/** What is left of a list of things, each with whether it is still to be seen to. */
export const remaining = (things: readonly (readonly [what: string, isLeft: boolean])[]): DutyFact => ({
  of: things.length,
  left: things.flatMap(([what, isLeft]) => (isLeft ? [what] : [])),
});
