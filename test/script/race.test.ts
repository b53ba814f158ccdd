import { describe, expect, it } from 'vitest';
import { parked, writes } from './parked.ts';
import { scene } from './scene.ts';

const twice = <T>(act: () => Promise<T>): Promise<readonly T[]> => Promise.all([act(), act(), act()]);

const once = ['RunClusterCheck 200', 'MigrateCluster 200'];

describe('several runners that begin at the same moment', () => {
  it('apply one plan once: one goes through, the others are refused', async () => {
    const here = await scene();
    await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
    const { yes } = here.planned();
    const ended = await twice(() => here.onward(['apply', 'plan.json', '--approve', yes]));
    const exits = ended.map(({ exit }) => exit).sort();
    expect(exits[0]).toBe(0);
    for (const exit of exits.slice(1)) expect([6, 7]).toContain(exit);
    expect(await writes(here)).toEqual(once);
  });

  it('resume one run with one call: the others are told that it is held, or how it ended', async () => {
    const here = await scene();
    const { yes, alias } = await parked(here);
    const ended = await twice(() => here.onward(['resume', alias, '--approve', yes]));
    const exits = ended.map(({ exit }) => exit).sort();
    expect(exits[0]).toBe(0);
    for (const exit of exits.slice(1)) expect([0, 7]).toContain(exit);
    expect(await writes(here)).toEqual(once);
  });
});
