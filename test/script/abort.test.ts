import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { parked, slowly, writes } from './parked.ts';
import { eventually } from './eventually.ts';
import { scene } from './scene.ts';

describe('onward abort', () => {
  it('gives up a run that waits at its gate: nothing was done, nothing is undone, and it is over', async () => {
    const here = await scene();
    const { alias, yes } = await parked(here);
    const aborted = await here.onward(['abort']);
    expect(aborted).toMatchObject({ exit: 0, stdout: expect.stringContaining(`run ${alias}: aborted`) as string });
    expect(aborted.stdout).toContain('nothing was changed');
    expect(await here.onward(['resume', alias, '--approve', yes])).toMatchObject({ exit: 8 });
    expect(await here.onward(['abort', alias])).toMatchObject({
      exit: 3,
      stderr: expect.stringContaining('RUN015') as string,
    });
    expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 6 });
    expect(await writes(here)).toEqual(['RunClusterCheck 200']);
    // Its target is free for the next plan.
    expect(await here.onward(['plan', 'prod.yaml', '-o', 'next.json'])).toMatchObject({ exit: 0 });
  });

  it('is refused once the one-way call was sent, and names the way forward', async () => {
    const here = await scene({ world: slowly.world, speed: slowly.speed });
    const { yes, alias } = await parked(here);
    const first = here.start(['resume', '--approve', yes]);
    await eventually(() => first.stderr().includes('current_stage='), 'the migration is seen');
    first.killGroup('SIGKILL');
    await first.ended;
    const refused = await here.onward(['abort', alias]);
    expect(refused).toMatchObject({ exit: 5, stdout: '', stderr: expect.stringContaining('RUN014') as string });
    expect(lastLine(refused)).toContain(`next: onward resume ${alias}`);
    await here.twin.advance(slowly.whole);
    expect(await here.onward(['resume', alias])).toMatchObject({ exit: 0 });
    expect(await here.twin.callsOf('MigrateCluster')).toHaveLength(1);
  });

  it('asks which run where there is none', async () => {
    const here = await scene();
    expect(await here.onward(['abort'])).toMatchObject({
      exit: 3,
      stderr: expect.stringContaining('RUN005') as string,
    });
  });
});
