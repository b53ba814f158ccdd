import type { DutyFact } from '../../../src/core/duty.ts';
import type { DutyCall, DutyReading } from '../../../src/core/operation.ts';
import { malformed } from '../../wire/failure.ts';
import { gather, notRead, together, type Gathered } from '../../wire/gathered.ts';
import type { Reading } from '../../wire/reading.ts';
import type { Centers } from '../centers.ts';
import type { Machine } from '../clients/rows.ts';
import { plain } from './fact-shapes.ts';
import { machinesById } from './read/roll.ts';
import { specOf } from './spec.ts';
import { sourceDuty } from './duty-facts.ts';

type Owed = DutyCall['duties'][number];

const idIn = ({ args }: Owed): string => (typeof args['machine'] === 'string' ? args['machine'] : '');

/** Gone is what a list that was read to its end does not have. */
const leftOf = (owed: Owed, rows: readonly Machine[]): DutyFact => {
  const row = rows.find(({ id, status }) => id === idIn(owed) && status !== 'DELETED');
  const where = row?.inRecycleBin === true ? 'in the recycle bin' : (row?.status ?? '');
  return { of: 1, left: row === undefined ? [] : [`${row.name} (${row.id}) in ${row.cluster.name}, ${where}`] };
};

const read = (owed: Owed, machines: Reading<readonly Machine[]>): Gathered =>
  owed.fact === sourceDuty.fact
    ? gather([sourceDuty.fact], machines, (rows) => ({ [sourceDuty.fact]: plain(leftOf(owed, rows)) }))
    : // A plan of a newer build.
      notRead([owed.fact], 'the plan of the run', malformed(`${owed.fact} is not known`, ''));

/** Reads what is left of duties, by address: one list a center for all of them. */
export const readDuties = async (
  centers: Centers,
  calls: readonly DutyCall[],
): Promise<ReadonlyMap<string, DutyReading>> => {
  const centerOf = ({ desired }: DutyCall): string => specOf(desired).operationCenter;
  const names = [...new Set(calls.map(centerOf))];
  const found = await Promise.all(
    names.map(async (name) => {
      const own = calls.filter((call) => centerOf(call) === name);
      const center = centers.of(name);
      const machines: Reading<readonly Machine[]> = center.ok
        ? await machinesById(
            center.center.aoc,
            own.flatMap(({ duties }) => duties.map(idIn)),
          )
        : { ok: false, call: `operation center ${name}`, failure: center.failure };
      return own.map(
        ({ desired, duties }) => [desired.address, together(duties.map((owed) => read(owed, machines)))] as const,
      );
    }),
  );
  return new Map(found.flat());
};
