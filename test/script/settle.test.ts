import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ended } from './cli.ts';
import { eventually } from './eventually.ts';
import { parked, slowly } from './parked.ts';
import { openScene, scene, standardCluster, underAnotherCloud, type Scene } from './scene.ts';

const step = 'prod-hangzhou/migrate';

const settle = (here: Scene, run: string, as: string, more: readonly string[] = []): Promise<Ended> =>
  here.onward(['settle', run, '--step', step, '--as', as, '--evidence', 'ticket 55-0911', ...more]);

/** Killed while the call was under way; `answered`: its answer was still journaled. */
const killedRun = async ({ answered }: { readonly answered: boolean }) => {
  const here = await scene({ world: slowly.world, speed: slowly.speed });
  const { yes, alias } = await parked(here);
  if (!answered) await here.twin.spoil({ match: { action: 'MigrateCluster' }, effect: { delay: { ms: 60_000 } } });
  const first = here.start(['resume', '--approve', yes]);
  await (answered
    ? eventually(() => first.stderr().includes('SENT ONCE, accepted, task T-'), 'the answer is journaled')
    : eventually(async () => (await here.twin.callsOf('MigrateCluster')).length > 0, 'the call is sent'));
  first.killGroup('SIGKILL');
  await first.ended;
  return { here, alias };
};

/** A cloud of the same time that knows nothing of the call: it was lost there. */
const lost = async (before: Scene): Promise<Scene> =>
  underAnotherCloud(before, { world: { now: await before.twin.now(), ...standardCluster() }, speed: 'max' });

const refused = (says: string, exit = 3) => ({ exit, stdout: '', stderr: expect.stringContaining(says) as string });

describe('settling a step', () => {
  it('is refused while the cloud shows the call in flight, and when it is done', async () => {
    const { here, alias } = await killedRun({ answered: true });
    expect(await settle(here, alias, 'not-sent')).toMatchObject(refused('the cloud shows it in-flight', 5));
    await here.twin.advance(slowly.whole);
    expect(await settle(here, alias, 'not-sent')).toMatchObject(refused('RUN003', 5));
    expect(await here.onward(['resume', alias])).toMatchObject({ exit: 0 });
    expect(await settle(here, alias, 'sent')).toMatchObject(refused('RUN004'));
  });

  it.each([
    { answered: true, exit: 10, reason: 'the cloud accepted it and shows no trace of it' },
    { answered: false, exit: 0, reason: 'the signed call is dead by then, and is sent a second time' },
  ])('resume without it ends $exit when $reason', async ({ answered, exit }) => {
    const { here, alias } = await killedRun({ answered });
    const there = await lost(here);
    expect(await there.onward(['resume', alias])).toMatchObject({ exit });
    expect(await there.twin.callsOf('MigrateCluster')).toHaveLength(exit === 0 ? 1 : 0);
  });

  it.each([{ answered: true }, { answered: false }])(
    'as not sent is refused while the call can arrive, then kept with its evidence (answered: $answered)',
    async ({ answered }) => {
      const { here, alias } = await killedRun({ answered });
      const there = await lost(here);
      expect(await settle(there, alias, 'not-sent')).toMatchObject(refused('could still arrive until', 5));
      await there.twin.advance('20m');
      expect(await settle(there, alias, 'not-sent')).toMatchObject({
        exit: 0,
        stdout: expect.stringContaining(alias) as string,
      });
      const resumed = await there.onward(['resume', alias]);
      expect(resumed).toMatchObject({ exit: 1 });
      expect(resumed.stderr).toContain('settled as not sent');
      expect(await there.twin.callsOf('MigrateCluster')).toEqual([]);
      // That was this run's one try: the next one is a new plan.
      expect(await there.onward(['plan', 'prod.yaml', '-o', 'next.json'])).toMatchObject({ exit: 0 });
      expect(await there.onward(['apply', 'next.json', '--approve', there.planned('next.json').yes])).toMatchObject({
        exit: 0,
      });
    },
  );

  it('as sent lets a resume wait for the effect, and never sends', async () => {
    const { here, alias } = await killedRun({ answered: false });
    expect(await settle(here, alias, 'sent')).toMatchObject({ exit: 0 });
    await here.twin.advance(slowly.whole);
    expect(await here.onward(['resume', alias])).toMatchObject({ exit: 0 });
    expect(await here.twin.callsOf('MigrateCluster')).toHaveLength(1);
    const status = await here.onward(['status', alias, '--offline']);
    expect(status).toMatchObject({ exit: 0 });
  });
});

describe('settling what cannot be settled', () => {
  let here: Scene;
  let alias = '';
  beforeAll(async () => {
    here = await openScene();
    ({ alias } = await parked(here));
  });
  afterAll(() => here.close());

  it.each([
    { args: ['settle'], says: 'USE001', reason: 'no run' },
    {
      args: ['settle', 'nobody-1234', '--step', step, '--as', 'sent', '--evidence', 'x'],
      says: 'STO025',
      reason: 'a run that is not there',
    },
    {
      args: ['settle', 'RUN', '--step', 'prod-hangzhou/migrat', '--as', 'sent', '--evidence', 'x'],
      says: 'prod-hangzhou/migrate',
      reason: 'a misspelt step',
    },
    {
      args: ['settle', 'RUN', '--step', 'prod-hangzhou/commit', '--as', 'sent', '--evidence', 'x'],
      says: 'RUN004',
      reason: 'a gate',
    },
    {
      args: ['settle', 'RUN', '--step', step, '--as', 'sent', '--evidence', 'x'],
      says: 'not begun',
      reason: 'a step that has not begun',
    },
    {
      args: ['settle', 'RUN', '--step', step, '--as', 'maybe', '--evidence', 'x'],
      says: 'USE001',
      reason: 'neither yes nor no',
    },
    { args: ['settle', 'RUN', '--as', 'sent', '--evidence', 'x'], says: '--step is missing', reason: 'no step' },
    {
      args: ['settle', 'RUN', '--as', 'set-aside', '--evidence', 'x'],
      says: 'RUN019',
      reason: 'a run that is not damaged cannot be set aside',
    },
    { args: ['settle', 'RUN', '--step', step, '--as', 'sent'], says: 'USE001', reason: 'no evidence' },
    {
      args: ['settle', 'RUN', '--step', step, '--as', 'sent', '--evidence', ' '],
      says: 'USE001',
      reason: 'empty evidence',
    },
  ])('is refused, exit 3, and journals nothing: $reason', async ({ args, says }) => {
    const given = args.map((arg) => (arg === 'RUN' ? alias : arg));
    const before = await here.onward(['status', alias, '--offline']);
    expect(await here.onward(given)).toMatchObject(refused(says));
    expect(await here.onward(['status', alias, '--offline'])).toEqual(before);
  });
});
