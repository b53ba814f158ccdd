import { describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { parked, writes, writesWithoutRenewal } from './parked.ts';
import { scene, standardCluster } from './scene.ts';

const isGone = (group: number): boolean => {
  try {
    process.kill(-group, 0);
    return false;
  } catch {
    return true;
  }
};

describe('a run that is killed before its gate', () => {
  it('takes up the pre-check that it had started, and parks', async () => {
    const here = await scene({ world: standardCluster({ checks: { minutes: 600 } }), speed: 60 });
    await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
    const first = here.start(['apply', 'plan.json']);
    await eventually(() => first.stderr().includes('the check is Running'), 'the pre-check runs');
    first.killGroup('SIGKILL');
    await first.ended;
    await here.twin.advance('601m');
    expect(await here.onward(['resume'])).toMatchObject({ exit: 9 });
    expect(await writes(here)).toEqual(['RunClusterCheck 200']);
  });

  it('leaves nothing alive while it is parked, so that nothing can be killed', async () => {
    const here = await scene();
    await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
    const apply = here.start(['apply', 'plan.json']);
    expect(await apply.ended).toMatchObject({ exit: 9 });
    expect(isGone(apply.pid)).toBe(true);
    expect((await here.onward(['status'])).stdout).toContain('PARKED');
    expect(await here.onward(['resume', '--approve', here.planned().yes])).toMatchObject({ exit: 0 });
    expect(await writesWithoutRenewal(here)).toEqual(['RunClusterCheck 200', 'MigrateCluster 200']);
  });

  it('can be resumed without a yes as often as one likes, and sends nothing', async () => {
    const here = await scene();
    const { alias } = await parked(here);
    for (const name of [alias, alias.slice(-4)]) await here.onward(['resume', name]);
    expect(await here.onward(['resume'])).toMatchObject({ exit: 9 });
    expect(await writes(here)).toEqual(['RunClusterCheck 200']);
  });
});
