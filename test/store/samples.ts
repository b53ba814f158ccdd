import { machinePorts, type StorePorts } from '../../src/store/ports.ts';
import type { Result } from '../../src/core/diagnostic.ts';
import type { JournalRecord, Owner } from '../../src/core/journal.ts';
import type { Claim } from '../../src/store/store.ts';

export const key = 'ack:1234567890123456:cn-hangzhou:c82e6987e2961451182edacd74faf0000';
export const otherKey = 'ack:1234567890123456:cn-hangzhou:c0000000000000000000000000000000f';

export const owner = (host: string, pid = 100): Owner => ({ host, boot: 'b1', pid, start: '7' });
const self = owner('here');

/** As much of a plan as a store looks at, and a target of another run beside it. */
export const planText = (name = 'prod-hangzhou', salt = ''): string =>
  JSON.stringify({
    format: 'onward.plan/1',
    salt,
    targets: [
      { address: `AckCluster/${name}`, key },
      { address: 'AckCluster/other', key: otherKey },
    ],
    steps: [
      { id: 'grant', type: 'change', address: `AckCluster/${name}`, reversibility: 'reversible' },
      { id: 'commit', type: 'gate', address: `AckCluster/${name}` },
      { id: 'migrate', type: 'change', address: `AckCluster/${name}`, reversibility: 'one-way' },
      { id: 'other/migrate', type: 'change', address: 'AckCluster/other', reversibility: 'one-way' },
    ],
  });

const plan = `sha256:${'7f'.repeat(32)}`;
const fence = { nonce: 'n-1', date: '2026-11-28T02:51:00Z' };

/** One record of each type that the tests speak of. */
export const records = {
  accepted: { type: 'accepted', plan, decision: plan, owner: self, executor: 'direct' },
  taken: { type: 'taken', owner: self, from: null, why: 'resumed' },
  intended: (step = 'migrate'): JournalRecord => ({ type: 'intended', step, attempt: 1, fence }),
  sent: { type: 'sent', step: 'migrate', request: '9A1C-77', task: 'T-64f2' },
  refused: (throttled: boolean): JournalRecord => ({
    ...{ type: 'refused', step: 'migrate', code: 'Forbidden', request: 'r', why: 'no', throttled },
  }),
  progress: (says: string): JournalRecord => ({ type: 'progress', step: 'migrate', says }),
  done: (step = 'migrate'): JournalRecord => ({ type: 'done', step, evidence: [] }),
  failed: { type: 'failed', step: 'migrate', code: 'RUN', why: 'rolled back', evidence: [] },
  parked: { type: 'parked', step: 'commit', gate: 'commit', missing: ['1 yes'] },
  settled: (as: 'sent' | 'not-sent'): JournalRecord => ({
    type: 'settled',
    step: 'migrate',
    as,
    evidence: 'e',
    by: 'alice',
  }),
  ended: (outcome: string, exit: number): JournalRecord => ({ type: 'ended', outcome, exit }),
} as const satisfies Record<string, JournalRecord | ((...args: never[]) => JournalRecord)>;

export const runId = '7f3ac21e90b4';

/** A clock that says a later second each time. */
export const ticking = (): (() => string) => {
  let ms = Date.UTC(2026, 10, 28, 2);
  return () => new Date((ms += 1000)).toISOString();
};

export const acceptance = (id = runId, text = planText()) => ({
  id,
  plan: text,
  record: records.accepted,
  clock: ticking(),
});

export const claim = (more: Partial<Claim> = {}): Claim => ({
  run: runId,
  owner: self,
  clock: ticking(),
  takeOver: false,
  ...more,
});

/** Time that passes only while somebody sleeps; `on` is called after each sleep with the milliseconds passed in all. */
export interface Stage {
  readonly ports: StorePorts;
  readonly dead: Set<number>;
  readonly slept: () => number;
  onSleep: (ms: number) => Promise<void> | void;
}

export const stage = (more: Partial<StorePorts> = {}): Stage => {
  let now = 0;
  const dead = new Set<number>();
  const it: Stage = {
    dead,
    slept: () => now,
    onSleep: () => undefined,
    ports: {
      ...machinePorts,
      monotonic: () => now,
      sleep: async (ms) => {
        now += ms;
        await it.onSleep(now);
      },
      standing: (other, mine) => (other.host !== mine.host ? 'elsewhere' : dead.has(other.pid) ? 'gone' : 'alive'),
      ...more,
    },
  };
  return it;
};

/** The value of a result that must be one. */
export const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.value;
};

export const codesOf = (result: Result<unknown>): readonly string[] => result.diagnostics.map(({ code }) => code);

/** ok, or the codes of what went wrong. */
export const outcome = (result: Result<unknown>): string => (result.ok ? 'ok' : codesOf(result).join(' '));
