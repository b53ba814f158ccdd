import { describe, expect, it } from 'vitest';
import type { Notify } from '../../src/app/drift-notify.ts';
import type { Delivery, Message } from '../../src/notify/deliver.ts';
import type { DriftModel } from '../../src/render/model/drift-model.ts';
import { value } from '../store/samples.ts';
import { came, poolScene, type PoolScene } from './pool-scene.ts';

/** Somebody who is told, and what comes of the next deliveries. */
const somebody = (when: Notify['when'] = 'auto') => {
  const told: Message[] = [];
  const ends: Delivery[] = [];
  const notify: Notify = {
    when,
    format: 'generic',
    deliver: (message) => {
      told.push(message);
      return Promise.resolve(ends.shift() ?? null);
    },
  };
  const heard = (): readonly string[] =>
    told.splice(0).map(({ body }) => {
      const { rows, gone } = JSON.parse(body) as DriftModel;
      return [
        ...rows.map((row) => `${row.class} ${row.standing ?? '?'}`),
        ...gone.map((row) => `gone ${row.topic}`),
      ].join();
    });
  return { notify, ends, heard, told };
};

const heated = async (): Promise<PoolScene> => {
  const here = poolScene();
  const file = await here.plan();
  expect(came(await here.apply(file, { approve: file.plan.decision }))).toBe('ended done');
  return here;
};

describe('whoever is told of drift', () => {
  it('hears what is new, what has changed and what has ended, each once', async () => {
    const here = await heated();
    const { notify, heard } = somebody();
    const look = () => here.drift(['prod'], false, { notify });
    await look();
    expect(heard()).toEqual([]);
    here.cloud.facts['pool.heated'] = false;
    await look();
    await look();
    expect(heard()).toEqual(['regression new']);
    here.cloud.facts['pool.heated'] = 'lukewarm';
    await look();
    await look();
    expect(heard()).toEqual(['regression changed']);
    here.cloud.facts['pool.heated'] = true;
    await look();
    await look();
    expect(heard()).toEqual(['gone pool.heated']);
  });

  it('hears an alarm every time, and all of it where that is asked for', async () => {
    const here = await heated();
    const { notify, heard } = somebody();
    here.cloud.states.set('prod', 'absent');
    await here.drift(['prod'], false, { notify });
    await here.drift(['prod'], false, { notify });
    expect(heard()).toEqual(['alarm new', 'alarm still']);
    here.cloud.states.clear();
    const always = somebody('always');
    await here.drift(['prod'], false, { notify: always.notify });
    await here.drift(['prod'], false, { notify: always.notify });
    expect(always.heard()).toEqual(['gone target', '']);
  });

  it('hears in the next run what could not be delivered, with the same key; the findings stand', async () => {
    const here = await heated();
    const { notify, ends, told } = somebody();
    here.cloud.facts['pool.heated'] = false;
    ends.push('it answered 503, twice');
    const found = await here.drift(['prod'], false, { notify });
    expect(found.diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['DRF005 warning']);
    expect(value(found)).toMatchObject({ exit: 'changes' });
    here.cloud.pass(60_000);
    expect((await here.drift(['prod'], false, { notify })).diagnostics).toEqual([]);
    expect(told).toHaveLength(2);
    expect(told[1]?.key).toBe(told[0]?.key);
    await here.drift(['prod'], false, { notify });
    expect(told).toHaveLength(2);
    ends.push('it answered 500, twice');
    here.cloud.facts['pool.heated'] = true;
    await here.drift(['prod'], false, { notify });
    await here.drift(['prod'], false, { notify });
    expect(told.slice(2).map(({ key }) => key)).toEqual([told[2]?.key, told[2]?.key]);
    expect(told.slice(2).map(({ body }) => (JSON.parse(body) as DriftModel).gone.length)).toEqual([1, 1]);
  });

  it('hears no exit code and no secret of ours, and whom the Project names', async () => {
    const here = await heated();
    const { notify, told } = somebody('always');
    await here.drift(['prod'], false, { notify, contacts: { owner: 'platform@example.com' } });
    const body = JSON.parse(told[0]?.body ?? '') as Record<string, unknown>;
    expect(body).toMatchObject({ format: 'onward.drift/1', contacts: { owner: 'platform@example.com' }, omitted: 0 });
    expect(body).not.toHaveProperty('exit');
  });
});
