import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PlanFile } from '../../src/app/read-plan.ts';
import { value } from '../store/samples.ts';
import { came, diesAt, folderOf, poolScene, refusal, runOf, untilDeath, whyOf, type PoolScene } from './pool-scene.ts';

const minute = 60_000;

type Damage = (folder: string) => void;

const journals = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .map((name) => join(folder, name));

const cutMiddle: Damage = (folder) => {
  const path = join(folder, 'journal.1.ndjson');
  writeFileSync(path, readFileSync(path, 'utf8').split('\n').toSpliced(1, 1).join('\n'));
};

const damages: readonly (readonly [string, Damage])[] = [
  ['a line is cut out of the middle of its journal', cutMiddle],
  [
    'its journal is emptied',
    (folder) => {
      for (const path of journals(folder)) writeFileSync(path, '');
    },
  ],
  [
    'its journal is lost',
    (folder) => {
      for (const path of journals(folder)) rmSync(path);
    },
  ],
  [
    'its plan is lost',
    (folder) => {
      rmSync(join(folder, 'plan.json'));
    },
  ],
  [
    'its plan was changed',
    (folder) => {
      const path = join(folder, 'plan.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace('28', '99'));
    },
  ],
];

/** A run that waits at its gate, damaged. */
const damaged = async (damage: Damage) => {
  const here = poolScene();
  const file = await here.plan();
  expect(came(await here.apply(file))).toBe('open parked');
  damage(folderOf(here, file));
  return { here, file };
};

/** A run whose call was signed and may be on its way, killed and damaged. */
const killed = async () => {
  const here = poolScene();
  const file = await here.plan();
  here.cloud.before = diesAt('perform prod/heat');
  await untilDeath(here.apply(file, { approve: file.plan.decision }));
  here.cloud.before = () => undefined;
  cutMiddle(folderOf(here, file));
  return { here, file };
};

const isAside = async (here: PoolScene, file: PlanFile): Promise<boolean> =>
  value(await (await here.store()).findRun(runOf(file))).state === 'set-aside';

describe('a damaged run', () => {
  it.each(damages)('can be ended by a person’s word when %s, and its target is free again', async (_, damage) => {
    const { here, file } = await damaged(damage);
    expect(refusal(await here.resume(file))).toMatch(/^STO\d+ error$/);
    expect(value(await here.setAside(file, ['prod']))).toMatchObject({ is: 'set-aside' });
    const store = await here.store();
    expect(value(await store.findRun(runOf(file)))).toMatchObject({
      state: 'set-aside',
      setAside: { by: 'ann', evidence: 'disk lost', keys: ['pool:1:prod'] },
    });
    // Nothing of it is heard of any more, and the next plan is applied to its end.
    const listed = await store.listRuns();
    expect(listed.diagnostics).toEqual([]);
    expect(refusal(await here.resume(file))).toBe('STO030 stale');
    const next = await here.plan();
    expect(came(await here.apply(next, { approve: next.plan.decision }))).toBe('ended done');
  });

  it('names the command that ends it, wherever it is met', async () => {
    const { here, file } = await damaged(cutMiddle);
    const { diagnostics } = await here.resume(file);
    expect(diagnostics[0]?.remedy).toContain(`\`onward settle ${runOf(file)} --as set-aside --evidence TEXT\``);
  });

  it('is never begun anew: with its journal lost the plan stays consumed', async () => {
    const { here, file } = await damaged((folder) => {
      for (const path of journals(folder)) rmSync(path);
    });
    expect(refusal(await here.apply(file))).toBe('PLN005 stale');
    expect(value(await (await here.store()).listRuns()).map(({ state }) => state)).toEqual(['unreadable']);
    expect(here.cloud.sent).toEqual(['prod/precheck']);
  });

  it('is not ended while the cloud shows its call in flight; when it is done, it is', async () => {
    const { here, file } = await killed();
    here.cloud.effects.set('prod/heat', here.cloud.now());
    const refused = await here.setAside(file);
    expect(refusal(refused)).toBe('RUN003 blocked');
    expect(whyOf(refused)).toContain('the cloud shows prod/heat under way');
    expect(await isAside(here, file)).toBe(false);
    here.cloud.pass(2 * minute);
    expect(value(await here.setAside(file)).saw).toEqual(['prod/heat: done']);
  });

  it('is not ended before a call that was signed can no longer arrive; one that arrives meanwhile is seen', async () => {
    const { here, file } = await killed();
    const before = here.cloud.now();
    let looks = 0;
    here.cloud.before = (asked) => {
      if (asked === 'probe prod/heat' && (looks += 1) === 3) here.cloud.effects.set('prod/heat', here.cloud.now());
    };
    expect(value(await here.setAside(file)).saw).toEqual(['prod/heat: done']);
    expect(here.cloud.now() - before).toBeLessThan(16 * minute);
  });

  it('waits the whole window where there is no trace, and sends nothing', async () => {
    const { here, file } = await killed();
    const before = here.cloud.now();
    expect(value(await here.setAside(file)).saw[0]).toContain('no call signed before can arrive any more');
    expect(here.cloud.now() - before).toBeGreaterThan(16 * minute);
    expect(here.cloud.sent).toEqual(['prod/precheck']);
  });

  it.each([
    { how: 'the cloud cannot be read', more: {}, came: 'RUN008 error' },
    { how: 'nobody waits', more: { cancelled: () => true }, came: 'cancelled' },
  ])('is not ended when $how', async ({ more, came: end }) => {
    const { here, file } = await killed();
    if (end !== 'cancelled') here.cloud.probes.set('prod/heat', { is: 'unreadable', why: '502' });
    const aside = await here.setAside(file, [], more);
    expect(aside.ok ? aside.value.is : refusal(aside)).toBe(end);
    expect(await isAside(here, file)).toBe(false);
  });

  it('whose plan is lost is not ended by a document of another target', async () => {
    const { here, file } = await damaged((folder) => {
      rmSync(join(folder, 'plan.json'));
    });
    const refused = await here.setAside(file, ['zeta']);
    expect(refusal(refused)).toBe('RUN019 usage');
    expect(whyOf(refused)).toContain('pool:1:prod');
  });

  it('that can be read after all is resumed or aborted, not set aside', async () => {
    const { here, file } = await damaged(() => undefined);
    expect(refusal(await here.setAside(file))).toBe('RUN019 usage');
  });

  it('is set aside once: the first word counts', async () => {
    const { here, file } = await damaged(cutMiddle);
    expect((await here.setAside(file)).ok).toBe(true);
    expect(refusal(await here.setAside(file))).toBe('RUN015 usage');
  });
});
