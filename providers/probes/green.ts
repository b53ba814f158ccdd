import { canonical } from '../../src/core/canonical.ts';
import type { OperationCall, Probe, Proof } from '../../src/core/operation.ts';
import type { Look } from './clients/http-look.ts';
import { greenAfter, greenBefore } from './contracts.ts';

/** What watching needs from outside; `stamp` is the cloud's time, RFC 3339. */
export interface Sight {
  readonly look: (url: string) => Promise<Look>;
  readonly stamp: () => string;
}

/** How a step's arguments name one address. */
interface Asked {
  readonly http: string;
  /** How many green looks it takes. */
  readonly looks: number;
}

/** What one watch has seen; it lasts from the first look to a red one or the last. */
interface Watch {
  readonly rounds: number;
  readonly newest: Readonly<Record<string, Seen>>;
}

interface Seen extends Look {
  readonly at: string;
  /** Green looks in a row until then. */
  readonly count: number;
}

interface Manner {
  readonly code: string;
  /** Which addresses a round asks: each watch ends together before the turn, and begins together after the proof. */
  readonly isDue: (asked: Asked, round: number, rounds: number) => boolean;
}

const manners: Readonly<Record<string, Manner>> = {
  [greenBefore]: { code: 'PRB101', isDue: ({ looks }, round, rounds) => round >= rounds - looks },
  [greenAfter]: { code: 'PRB102', isDue: ({ looks }, round) => round < looks },
};

const isAsked = (value: unknown): value is Asked =>
  typeof value === 'object' &&
  value !== null &&
  'http' in value &&
  typeof value.http === 'string' &&
  'looks' in value &&
  typeof value.looks === 'number';

const askedIn = ({ args }: OperationCall): readonly Asked[] => {
  const probes: unknown = args['probes'];
  return Array.isArray(probes) ? probes.filter(isAsked) : [];
};

const proofOf = (url: string, { at, says, count }: Seen): Proof => ({
  call: `GET ${url}`,
  request: '',
  at,
  says: `${url} was green ${count} times in a row, last ${says}`,
});

/** Which address, what it answered, and when it was green last: without that nobody knows where to look. */
const redWords = (now: Seen, { http, looks }: Asked, last: Seen | undefined): string => {
  const before = last === undefined ? 'it was not green in this watch' : `last green ${last.at}, ${last.says}`;
  return `${http} is not green: ${now.says}, at ${now.at}; ${before} (${last?.count ?? 0} of ${looks} looks)`;
};

/** In tenths, so that a long watch does not fill a journal. */
const progress = (round: number, rounds: number): string =>
  `all green so far, ${Math.floor((round * 10) / rounds) * 10} %`;

interface Turn {
  readonly due: readonly Asked[];
  readonly rounds: number;
}

/** One look at each address that is due, all at once. */
const lookAll = async ({ look, stamp }: Sight, due: readonly Asked[], { newest }: Watch) => {
  const looks = await Promise.all(
    due.map(async ({ http }): Promise<readonly [string, Seen]> => {
      const seen = await look(http);
      return [http, { ...seen, at: stamp(), count: (newest[http]?.count ?? 0) + (seen.green ? 1 : 0) }];
    }),
  );
  return Object.fromEntries(looks);
};

const judge = (manner: Manner, { due, rounds }: Turn, { was, now }: { was: Watch; now: Watch }): Probe => {
  const proof = Object.entries(now.newest).map(([url, seen]) => proofOf(url, seen));
  const red = due.flatMap((asked): readonly Proof[] => {
    const seen = now.newest[asked.http];
    if (seen === undefined || seen.green) return [];
    const says = redWords(seen, asked, was.newest[asked.http]);
    return [{ call: `GET ${asked.http}`, request: '', at: seen.at, says }];
  });
  if (red.length > 0)
    return { is: 'failed', why: `${manner.code} ${red.map(({ says }) => says).join('; ')}`, proof: red };
  if (now.rounds >= rounds) return { is: 'done', proof };
  return { is: 'in-flight', task: null, says: progress(now.rounds, rounds), proof };
};

/**
 * Answers for the operations that watch; undefined for every other. Each call is one round of looks; rounds are counted and
 * not timed, so that what waits between them (the contract's poll, in a twin's pace) is the only clock. A red look ends
 * the watch, and the next call begins another.
 */
export const createGreen = (sight: Sight): ((call: OperationCall) => Promise<Probe> | undefined) => {
  const watches = new Map<string, Watch>();
  const round = async (manner: Manner, call: OperationCall): Promise<Probe> => {
    const asked = askedIn(call);
    const key = canonical([call.desired.address, call.operation, call.args]);
    const was = watches.get(key) ?? { rounds: 0, newest: {} };
    const rounds = Math.max(1, ...asked.map(({ looks }) => looks));
    const due = asked.filter((one) => manner.isDue(one, was.rounds, rounds));
    const newest = { ...was.newest, ...(await lookAll(sight, due, was)) };
    const now = { rounds: was.rounds + 1, newest };
    const probe = judge(manner, { due, rounds }, { was, now });
    if (probe.is === 'in-flight') watches.set(key, now);
    else watches.delete(key);
    return probe;
  };
  return (call) => {
    const manner = manners[call.operation];
    return manner === undefined ? undefined : round(manner, call);
  };
};
