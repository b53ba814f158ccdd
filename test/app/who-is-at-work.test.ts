import { describe, expect, it } from 'vitest';
import type { Asked } from './pool-cloud.ts';
import { came, diesAt, poolScene, refusal, untilDeath } from './pool-scene.ts';

const minute = 60_000;

describe('status of a run whose runner is at work', () => {
  it('says to wait, and names no second runner', async () => {
    const here = poolScene();
    const file = await here.plan();
    let safe: readonly string[] = [];
    here.cloud.before = async (asked: Asked) => {
      if (asked !== 'perform prod/heat') return;
      here.cloud.before = () => undefined;
      safe = (await here.status(file)).safe.map(({ command, says }) => `${command} ${says}`);
    };
    expect(came(await here.apply(file, { approve: file.plan.decision }))).toBe('ended done');
    expect(safe).toEqual([expect.stringMatching(/^onward status prod-.* wait: its runner is at work/)]);
  });
});

describe('abort of a run', () => {
  it('of whose call nobody can know names the way to answer it, and no resume', async () => {
    const here = poolScene();
    const file = await here.plan();
    here.cloud.before = diesAt('perform prod/heat');
    await untilDeath(here.apply(file, { approve: file.plan.decision }));
    here.cloud.before = () => undefined;
    here.cloud.pass(20 * minute);
    expect((await here.settle(file, 'sent prod/heat')).ok).toBe(true);
    expect(came(await here.resume(file))).toBe('open ambiguous');
    const aborted = await here.abort(file);
    expect(refusal(aborted)).toBe('RUN014 blocked');
    expect(aborted.diagnostics[0]?.remedy).toMatch(/^onward status /);
  });

  it('that is stopped by its person has nothing to take back of what was never begun: it ends', async () => {
    const here = poolScene();
    const file = await here.plan();
    expect(came(await here.apply(file))).toBe('open parked');
    const aborted = await here.abort(file, { cancelled: () => true });
    expect(aborted.ok && aborted.value).toMatchObject({ ended: true, exit: 'done' });
  });
});
