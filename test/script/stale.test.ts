import { describe, expect, it } from 'vitest';
import { parked, writes } from './parked.ts';
import { scene, standardCluster, underAnotherCloud, type Scene } from './scene.ts';

const changedInto = async (before: Scene, change: Readonly<Record<string, unknown>>): Promise<Scene> =>
  underAnotherCloud(before, { world: { now: await before.twin.now(), ...standardCluster(change) } });

const gone = { id: `c${'0'.repeat(32)}` };

describe('a cluster that changed after the plan was reviewed', () => {
  it.each([
    { change: { version: '1.24.6-aliyun.1' }, says: 'cluster.version', reason: 'it was upgraded' },
    { change: { state: 'upgrading' }, says: 'ACK103', exit: 5, reason: 'it is being upgraded' },
    { change: { migrating: { startedMinutesAgo: 1 } }, says: 'ACK103', exit: 5, reason: 'somebody migrates it' },
    { change: gone, says: 'RUN006', reason: 'it is gone' },
  ])('is not migrated by that plan: $reason', async ({ change, says, exit = 6 }) => {
    const here = await scene();
    const { yes } = await parked(here);
    const there = await changedInto(here, change);
    const resumed = await there.onward(['resume', '--approve', yes]);
    expect(resumed).toMatchObject({ exit, stderr: expect.stringContaining(says) as string });
    expect(await there.twin.callsOf('MigrateCluster')).toEqual([]);
  });

  it('and is Pro already is refused as stale, and not even checked by the vendor', async () => {
    const here = await scene();
    await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
    const there = await changedInto(here, { spec: 'ack.pro.small' });
    expect(await there.onward(['apply', 'plan.json', '--approve', here.planned().yes])).toMatchObject({ exit: 6 });
    expect(await writes(there)).toEqual([]);
  });

  it('by another plan, applied meanwhile, is refused as stale', async () => {
    const here = await scene();
    const { alias, yes } = await parked(here);
    await here.onward(['plan', 'prod.yaml', '-o', 'other.json']);
    const other = here.planned('other.json');
    expect(await here.onward(['apply', 'other.json', '--approve', other.yes])).toMatchObject({ exit: 0 });
    expect(await here.onward(['resume', alias, '--approve', yes])).toMatchObject({ exit: 6 });
    expect((await writes(here)).filter((write) => write.startsWith('Migrate'))).toEqual(['MigrateCluster 200']);
  });
});
