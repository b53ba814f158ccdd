import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { came, poolScene, refusal, runOf, whyOf } from './pool-scene.ts';

describe('a plan that was made when there was no store', () => {
  it('can be applied after a first apply that stopped before its plan was kept', async () => {
    const here = poolScene();
    const file = await here.plan();
    expect(file.plan.store).toBeNull();
    await here.store();
    expect(came(await here.apply(file))).toBe('open parked');
  });

  it('and after one that stopped before its plan was accepted', async () => {
    const here = poolScene();
    const file = await here.plan();
    await here.store();
    const run = join(here.folder, 'runs', runOf(file));
    mkdirSync(run, { recursive: true });
    writeFileSync(join(run, 'accepting.json'), file.text);
    expect(came(await here.apply(file))).toBe('open parked');
  });

  it('is refused by a store that has a run of another plan', async () => {
    const here = poolScene();
    const first = await here.plan();
    here.cloud.pass(1000);
    const second = await here.plan();
    expect(came(await here.apply(first))).toBe('open parked');
    const refused = await here.apply(second);
    expect(refusal(refused)).toBe('PLN007 stale');
    expect(whyOf(refused)).toContain('when there was no store');
  });

  it('is refused by a store that has a run of it: it was applied', async () => {
    const here = poolScene();
    const file = await here.plan();
    expect(came(await here.apply(file))).toBe('open parked');
    expect(refusal(await here.apply(file))).toBe('PLN005 stale');
  });
});
