import { describe, expect, it } from 'vitest';
import { drive, type RunReport } from '../../src/app/drive.ts';
import { prepareSubjects } from '../../src/app/prepare-subjects.ts';
import type { Code } from '../../src/core/codes.ts';
import { error, fail } from '../../src/core/diagnostic.ts';
import { direct } from '../../src/run/direct.ts';
import type { JournalWriter } from '../../src/store/journal-writer.ts';
import type { Lock } from '../../src/store/store.ts';
import { value } from '../store/samples.ts';
import { poolScene, runOf, type PoolScene } from './pool-scene.ts';

const broken = (code: Code) => Promise.resolve(fail(error(code, { summary: `${code} as the store says it` })));

interface Broken {
  readonly lock?: Partial<Lock>;
  readonly journal?: (whole: JournalWriter) => Partial<JournalWriter>;
}

/** Drives an approved run over a lock and a journal that break where a test says. */
const driven = async ({ lock = {}, journal = () => ({}) }: Broken): Promise<{ here: PoolScene; report: RunReport }> => {
  const here = poolScene();
  const file = await here.plan();
  const { plan, text } = file;
  const options = here.options({ approve: plan.decision });
  const { owner } = options.host;
  const { subjects, clock } = value(await prepareSubjects(plan, here.kinds, options));
  const store = await here.store();
  const run = runOf(file);
  const locks = value(await store.take(['pool:1:prod'], { run, owner, clock, takeOver: false }));
  const { digest, decision } = plan;
  const record = { type: 'accepted', plan: digest, decision, owner, executor: 'direct' } as const;
  const accepted = value(await store.acceptRun({ id: run, plan: text, record, clock }));
  if (accepted.is !== 'accepted') throw new Error('consumed');
  const held = {
    plan,
    journal: { ...accepted.journal, ...journal(accepted.journal) },
    earlier: [],
    locks: locks.map((one) => ({ ...one, ...lock })),
    subjects,
    gone: new Set<string>(),
  };
  return { here, report: await drive(held, options, direct) };
};

const cameTo = ({ ended, exit }: RunReport): string => `${ended ? 'ended' : 'open'} ${exit}`;

describe('the look at the lock before a call', () => {
  it.each([
    { code: 'STO006' as const, state: 'store', came: 'open error', says: 'STO006', reason: 'the store cannot be read' },
    {
      code: 'STO023' as const,
      state: 'fenced',
      came: 'open locked',
      says: 'another runner took over; nothing was sent',
      reason: 'the lock says that it is another’s',
    },
  ])('says no more than it knows, and nothing is sent: $reason', async ({ code, state, came, says }) => {
    const { here, report } = await driven({ lock: { stillOurs: () => broken(code) } });
    expect(cameTo(report)).toBe(came);
    expect(report.outcomes.get('prod/precheck')).toEqual({ state, why: expect.stringContaining(says) as string });
    expect(here.cloud.sent).toEqual([]);
  });
});

describe('the end of a run', () => {
  it('that cannot be written is none, and what kept it from being written is said', async () => {
    const { report } = await driven({
      journal: ({ append }) => ({
        append: (record, how) => (record.type === 'ended' ? broken('STO019') : append(record, how)),
      }),
    });
    expect(cameTo(report)).toBe('open error');
    expect(report.findings).toMatchObject([{ code: 'STO019' }]);
    expect(report.outcomes.get('prod/prove')).toEqual({ state: 'done' });
  });

  it.each([
    {
      broke: { lock: { release: () => broken('STO006') } },
      notes: ['STO006 STO006 as the store says it'],
      reason: 'a lock that stays',
    },
    {
      broke: { journal: () => ({ close: () => broken('STO008') }) },
      notes: ['STO008 STO008 as the store says it'],
      reason: 'lines that may be lost',
    },
    { broke: { lock: { release: () => broken('STO023') } }, notes: [], reason: 'not a lock that is another’s by now' },
  ])('tells what it leaves behind for the next runner: $reason', async ({ broke, notes }) => {
    const { here, report } = await driven(broke);
    expect(cameTo(report)).toBe('ended done');
    expect(here.notes).toEqual(notes);
  });
});
