import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PlanFile } from '../../src/app/read-plan.ts';
import { value } from '../store/samples.ts';
import { came, poolScene, runOf, type PoolScene } from './pool-scene.ts';

const approved = ({ plan }: PlanFile) => ({ approve: plan.decision });

const migrated = async (names: readonly string[] = ['prod']) => {
  const here = poolScene();
  const file = await here.plan(names);
  expect(came(await here.apply(file, approved(file)))).toBe('ended done');
  return { here, file, alias: aliasOf(file) };
};

const aliasOf = (file: PlanFile): string =>
  `${file.plan.targets[0]?.address.split('/')[1] ?? ''}-${runOf(file).slice(0, 4)}`;

const rowsOf = async (here: PoolScene, names?: readonly string[]) => value(await here.drift(names)).rows;

describe('a difference', () => {
  it('from what was never applied says what is asked and what is', async () => {
    expect(await rowsOf(poolScene())).toMatchObject([
      {
        class: 'outside',
        address: 'Pool/prod',
        says: '(never applied from this store)',
        fact: 'pool.heated',
        asked: 'true',
        is: 'false',
        next: 'onward plan prod.yaml',
      },
    ]);
  });

  it('from what was applied says what it was and is now', async () => {
    const { here, alias } = await migrated();
    here.cloud.facts['pool.heated'] = false;
    expect(await rowsOf(here)).toMatchObject([
      {
        class: 'regression',
        says: `(applied by run ${alias})`,
        before: 'true',
        after: 'false',
        // Its one-way step is behind it: nothing that begins it again is proposed.
        next: 'onward verify prod.yaml',
      },
    ]);
  });

  it('after a try that failed says so: nothing ever was as it is asked for', async () => {
    const here = poolScene();
    const file = await here.plan();
    here.cloud.probes.set('prod/heat', { is: 'failed', why: 'cold', proof: [] });
    here.cloud.before = (asked) => {
      if (asked === 'probe prod/heat' && !here.cloud.sent.includes('prod/heat')) here.cloud.probes.delete('prod/heat');
      else if (asked === 'probe prod/heat')
        here.cloud.probes.set('prod/heat', { is: 'failed', why: 'cold', proof: [] });
    };
    here.cloud.facts['pool.heated'] = false;
    expect(came(await here.apply(file, approved(file)))).toBe('ended error');
    expect(await rowsOf(here)).toMatchObject([
      { class: 'outside', says: `(run ${aliasOf(file)} tried and failed)`, asked: 'true', is: 'false' },
    ]);
  });
});

describe('what is asked for since a run was applied', () => {
  it('is no regression: no run ever brought it about', async () => {
    const { here, alias } = await migrated();
    const [kind] = here.kinds;
    Object.assign(kind!, { desiredFacts: () => ({ 'pool.heated': true, 'pool.size': 9 }) });
    expect(await rowsOf(here)).toMatchObject([
      {
        class: 'outside',
        says: `(run ${alias} applied what was asked for then; the document has changed since)`,
        fact: 'pool.size',
        next: 'onward plan prod.yaml',
      },
    ]);
  });
});

describe('a run on its way', () => {
  it('is told with the gate it waits at, since when it was accepted, and the command that goes on', async () => {
    const here = poolScene();
    const file = await here.plan();
    expect(came(await here.apply(file))).toBe('open parked');
    const { acceptedAt } = await here.stored(file);
    here.cloud.pass(60_000);
    expect(came(await here.resume(file))).toBe('open parked');
    expect(await rowsOf(here)).toMatchObject([
      {
        class: 'in-flight',
        address: 'Pool/prod',
        says: `run ${aliasOf(file)} is parked at GATE commit, open`,
        since: acceptedAt,
        run: aliasOf(file),
        next: `onward resume ${aliasOf(file)}`,
      },
    ]);
  });
});

describe('a run whose journal is damaged', () => {
  const damaged = async () => {
    const { here, file, alias } = await migrated();
    const path = `${here.folder}/runs/${runOf(file)}/journal.1.ndjson`;
    writeFileSync(path, readFileSync(path, 'utf8').replace('"attempt":1', '"attempt":2'));
    return { here, file, alias };
  };

  it('is an error for its own target: what it did is not known', async () => {
    const { here, alias } = await damaged();
    const found = await here.drift();
    expect(found.diagnostics.map(({ code }) => code)).toEqual(['STO013']);
    expect(value(found)).toMatchObject({ exit: 'error', rows: [{ class: 'unread', run: alias }] });
  });

  it('says nothing in the drift of another target', async () => {
    const { here } = await damaged();
    here.cloud.effects.set('zeta/heat', 0);
    const found = await here.drift(['zeta']);
    expect(found.diagnostics).toEqual([]);
    expect(value(found)).toMatchObject({ exit: 'done', rows: [] });
  });

  it('is told of any target when its plan is damaged too: nobody knows whose it is', async () => {
    const { here, file } = await damaged();
    const plan = `${here.folder}/runs/${runOf(file)}/plan.json`;
    writeFileSync(plan, readFileSync(plan, 'utf8').replaceAll('Pool/prod', 'Pool/other'));
    here.cloud.effects.set('zeta/heat', 0);
    const found = await here.drift(['zeta']);
    expect(found.diagnostics.map(({ code }) => code)).toEqual(['STO011']);
    expect(value(found)).toMatchObject({ exit: 'error', rows: [{ class: 'unread', address: 'Pool/zeta' }] });
  });
});
