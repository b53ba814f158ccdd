import type { Facts, Json } from '../../src/core/fact.ts';
import type { Kind, LeftBehind } from '../../src/core/kind.ts';
import type { Observed } from '../../src/core/observed.ts';
import type { Answer, Driver, DutyCall, DutyReading, Probe } from '../../src/core/operation.ts';
import { checkOf, draft, heat, journeyOf, observedOf, sampleKind } from '../core/sample-kind.ts';

const start = Date.UTC(2026, 10, 28, 2);
/** How long a call works until what it does is done. */
const usuallyMs = 60_000;

/** What a runner is about to ask the cloud: `observe`, `probe prod/heat`, `perform prod/heat`. */
export type Asked = 'observe' | `probe ${string}` | `perform ${string}`;

/** A cloud of pools with a clock of its own. Every process that asks it is a driver of its own. */
export interface PoolCloud {
  readonly kind: Kind;
  readonly now: () => number;
  readonly pass: (ms: number) => void;
  /** Every call that was sent, in order: `prod/heat`. */
  readonly sent: readonly string[];
  /** When a call had its effect. */
  readonly effects: Map<string, number>;
  /** Pools that are not as they were: gone, or not to be read now. */
  readonly states: Map<string, Exclude<Observed['state'], 'present'>>;
  /** What is read of every pool, over what the cloud would say; undefined where it cannot be read. */
  readonly facts: Record<string, Json | undefined>;
  /** What a journey leaves behind, and what is still there of it by fact: undefined where it cannot be read. */
  readonly leftBehind: LeftBehind[];
  readonly left: Record<string, readonly string[] | undefined>;
  /** The facts of duties that were asked for: `prod duty.heater`. */
  readonly dutiesRead: string[];
  /** What documents say of duties, by their ids. */
  readonly attested: Record<string, string>;
  /** What a probe or a call is answered, over what the cloud would say. */
  readonly probes: Map<string, Probe>;
  readonly answers: Map<string, Answer>;
  /** What happens elsewhere right before a call of the cloud; it may throw, as a process that dies there. */
  before: (asked: Asked) => Promise<void> | void;
  clockKnown: boolean;
}

const steps = [
  draft('precheck', { type: 'check', expects: [{ fact: 'pool.size', equals: 5 }] }),
  { ...heat, needs: ['precheck'] },
  draft('prove', { type: 'check', needs: ['heat'] }),
];

/** POOL03 is read at the gate, POOL05 is answered by the step `precheck`. */
const kindWith = (driver: Driver, { leftBehind, attested }: Pick<PoolCloud, 'leftBehind' | 'attested'>): Kind =>
  sampleKind({
    attested: () => attested,
    checks: [
      checkOf('POOL03', 'pool.idle', { waivable: true }),
      checkOf('POOL05', 'pool.idle', {
        judge: () => ({ verdict: 'later', summary: 'the pre-check passes', later: 'precheck' }),
      }),
    ],
    route: (_, { facts }) => {
      if (facts['pool.heated'] === true) return { is: 'nothing' };
      const requires = [
        { code: 'POOL03', maxAge: '60s' },
        { code: 'POOL05', maxAge: '10m' },
      ] as const;
      const commit = { question: 'Heat it for ever?', requires };
      return { is: 'due', journey: journeyOf(steps, { gates: { commit }, leftBehind }) };
    },
    driver: () => Promise.resolve(driver),
  });

export const poolCloud = ({ worksMs = usuallyMs }: { readonly worksMs?: number } = {}): PoolCloud => {
  let now = start;
  const sent: string[] = [];
  const iso = (): string => new Date(now).toISOString();

  const observe = (name: string): Observed => {
    const state = cloud.states.get(name);
    const heatedAt = cloud.effects.get(`${name}/heat`);
    const heated = heatedAt !== undefined && now - heatedAt >= worksMs;
    const facts: Record<string, Json | undefined> = {
      'pool.heated': heated,
      'pool.idle': true,
      'pool.size': 5,
      ...cloud.facts,
    };
    const missing = Object.keys(facts).filter((fact) => facts[fact] === undefined);
    const isUnread = state === 'unreadable' || missing.length > 0;
    const unread = isUnread ? [{ facts: missing, call: 'DescribePool', why: '502', failure: 'server' as const }] : [];
    if (state !== undefined) return observedOf({}, { state, at: iso(), unread });
    return observedOf(JSON.parse(JSON.stringify(facts)) as Facts, { at: iso(), unread });
  };
  const probe = (id: string, since: string | undefined): Probe => {
    const proof = [{ call: 'DescribeTasks', request: 'R', at: iso(), says: `${id} at ${iso()}` }];
    const effect = cloud.effects.get(id.endsWith('/prove') ? id.replace('/prove', '/heat') : id);
    const isOld = since === undefined ? id.endsWith('/precheck') : effect !== undefined && effect < Date.parse(since);
    if (effect === undefined || isOld) return { is: 'not-done', proof };
    if (now - effect < worksMs) return { is: 'in-flight', task: 'T', says: 'at work', proof };
    return { is: 'done', proof };
  };
  const dutiesOf = ({ desired, duties }: DutyCall): DutyReading => {
    cloud.dutiesRead.push(...duties.map(({ fact }) => `${desired.name} ${fact}`));
    const read = duties.flatMap(({ fact, args: { of = 1 } }) => {
      const left = cloud.left[fact];
      return left === undefined ? [] : [[fact, { of, left }] as const];
    });
    const missing = duties.map(({ fact }) => fact).filter((fact) => cloud.left[fact] === undefined);
    const unread = [{ facts: missing, call: 'DescribeHeaters', why: '503', failure: 'server' as const }];
    return { facts: Object.fromEntries(read), evidence: [], unread: missing.length === 0 ? [] : unread };
  };
  const idOf = (call: Parameters<Driver['probe']>[0]): string =>
    `${call.desired.name}/${call.operation.slice('pool.'.length, -'/1'.length)}`;
  const driver: Driver = {
    observe: async (all) => {
      await cloud.before('observe');
      return new Map(all.map(({ address, name }) => [address, observe(name)]));
    },
    probe: async (call, since) => {
      const id = idOf(call);
      await cloud.before(`probe ${id}`);
      return cloud.probes.get(id) ?? probe(id, since?.at);
    },
    perform: async (call) => {
      const id = idOf(call);
      await cloud.before(`perform ${id}`);
      sent.push(id);
      const answer = cloud.answers.get(id) ?? { is: 'accepted', request: `R-${sent.length}`, task: null };
      if (answer.is === 'accepted') cloud.effects.set(id, now);
      return answer;
    },
    readDuties: (calls) => Promise.resolve(new Map(calls.map((call) => [call.desired.address, dutiesOf(call)]))),
    readClock: () => Promise.resolve(),
    clock: { now: () => (cloud.clockKnown ? now : null) },
    loopback: true,
  };
  const leftBehind: LeftBehind[] = [];
  const attested: Record<string, string> = {};
  const cloud: PoolCloud = {
    kind: kindWith(driver, { leftBehind, attested }),
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
    sent,
    effects: new Map(),
    states: new Map(),
    facts: {},
    leftBehind,
    left: {},
    dutiesRead: [],
    attested,
    probes: new Map(),
    answers: new Map(),
    before: () => undefined,
    clockKnown: true,
  };
  return cloud;
};
