import { isDue, standingOf, type DutyStanding } from '../core/duty.ts';
import type { Unread } from '../core/observed.ts';
import type { Driver, DutyReading } from '../core/operation.ts';
import { dutyRow } from '../render/model/drift-duty-row.ts';
import type { DriftRow } from '../render/model/drift-model.ts';
import type { OwedDuty } from './drift-history.ts';
import type { Subject } from './observe.ts';

/** A duty beside the target that it is owed for. */
interface Watched {
  readonly subject: Subject;
  readonly owed: OwedDuty;
  readonly word: string | undefined;
  /** Milliseconds of the cloud's clock. */
  readonly now: number | null;
  readonly due: boolean;
}

export interface DutyRows {
  readonly loud: readonly DriftRow[];
  readonly quiet: readonly DriftRow[];
  /** What stands behind loud rows that could not be read. */
  readonly unread: readonly Unread[];
}

const watchedAt = (subject: Subject, duties: readonly OwedDuty[]): readonly Watched[] => {
  const { kind, desired, observed, driver } = subject;
  const now = driver.clock.now();
  const key = kind.key(desired, observed);
  const words = kind.attested?.(desired) ?? {};
  return duties
    .filter((owed) => owed.address === desired.address && (key === null || owed.key === null || owed.key === key))
    .map((owed) => ({ subject, owed, word: words[owed.duty.id], now, due: isDue(owed.due, now) }));
};

type Readings = ReadonlyMap<string, DutyReading>;

const callsOf = (watched: readonly Watched[]) =>
  [...new Set(watched.map(({ subject }) => subject.desired))].map((desired) => ({
    desired,
    duties: watched
      .filter(({ subject }) => subject.desired === desired)
      .flatMap(({ owed: { left, duty } }) =>
        duty.ends === 'read' && left.fact !== undefined ? [{ fact: left.fact, args: duty.args }] : [],
      ),
  }));

/** One batch a driver, of the targets that owe something to be read. */
const readAll = async (watched: readonly Watched[]): Promise<Readings> => {
  const drivers = [...new Set(watched.map(({ subject }) => subject.driver))];
  const read = (driver: Driver): Promise<Readings> => {
    const calls = callsOf(watched.filter(({ subject }) => subject.driver === driver));
    return driver.readDuties(calls.filter(({ duties }) => duties.length > 0));
  };
  return new Map((await Promise.all(drivers.map(read))).flatMap((readings) => [...readings]));
};

interface Judged extends Watched {
  readonly standing: DutyStanding;
  readonly unread: Unread | null;
}

const judge = (one: Watched, readings: Readings): Judged => {
  const { subject, owed, word, due } = one;
  const reading = readings.get(subject.desired.address);
  const { fact = '' } = owed.left;
  const standing = standingOf(owed.duty, { fact: reading?.facts[fact], word, due });
  return { ...one, standing, unread: reading?.unread.find(({ facts }) => facts.includes(fact)) ?? null };
};

const isLoud = ({ due, standing }: Judged): boolean => due && (standing.is === 'owed' || standing.is === 'unread');

const rowOf = ({ owed, standing, unread, now }: Judged): DriftRow => {
  const { address, left, duty, run, due } = owed;
  return dutyRow({ address, left, id: duty.id, run, standing, due, now, unread });
};

/**
 * What runs left behind. Quiet before its due date, on the cloud's clock, and after somebody has seen to it: then it is
 * read only where `all` are asked for.
 */
export const dutyRows = async (
  subjects: readonly Subject[],
  duties: readonly OwedDuty[],
  all: boolean,
): Promise<DutyRows> => {
  const watched = subjects
    .filter(({ observed }) => observed.state !== 'withheld')
    .flatMap((subject) => watchedAt(subject, duties));
  const readings = await readAll(watched.filter(({ due, word }) => all || (due && word === undefined)));
  const judged = watched.map((one) => judge(one, readings));
  const loud = judged.filter(isLoud);
  return {
    loud: loud.map(rowOf),
    quiet: all ? judged.filter((one) => !isLoud(one)).map(rowOf) : [],
    unread: loud.flatMap(({ standing, unread }) => (standing.is === 'unread' && unread !== null ? [unread] : [])),
  };
};
