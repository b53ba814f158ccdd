import { describe, expect, it } from 'vitest';
import type { LeftBehind } from '../../src/core/kind.ts';
import type { DriftRow } from '../../src/render/model/drift-model.ts';
import { value } from '../store/samples.ts';
import { came, poolScene, type PoolScene } from './pool-scene.ts';

const day = 24 * 60 * 60_000;

const heater: LeftBehind = {
  what: '3 old heaters',
  billed: true,
  remedy: 'release them',
  code: 'POOL03',
  due: '7d',
  fact: 'duty.heater',
  duty: { id: 'heater', ends: 'read', args: { of: 3 } },
};
const licenceDuty = { id: 'licence', ends: 'word', args: {} } as const;
const licence: LeftBehind = {
  what: 'the licence',
  billed: false,
  remedy: 'give it back',
  due: '14d',
  duty: licenceDuty,
};
const someDay: LeftBehind = { what: 'a nicer colour', billed: false, remedy: 'paint it', duty: licenceDuty };
const fumes: LeftBehind = {
  what: 'fumes',
  billed: false,
  remedy: 'wait',
  due: '30d',
  duty: { id: 'fumes', ends: 'time', args: {} },
};
const rumour: LeftBehind = { what: 'a rumour', billed: false, remedy: 'none' };

/** A pool that was heated and left these things behind. */
const heated = async (...leftBehind: readonly LeftBehind[]): Promise<PoolScene> => {
  const here = poolScene();
  here.cloud.leftBehind.push(...leftBehind);
  const file = await here.plan();
  expect(came(await here.apply(file, { approve: file.plan.decision }))).toBe('ended done');
  here.cloud.left['duty.heater'] = ['h-1', 'h-3'];
  return here;
};

const look = async (here: PoolScene, all = false) => {
  const { exit, rows, quiet } = value(await here.drift(['prod'], all));
  // What is new among them is told elsewhere (drift-over-time.test.ts).
  const late = (age: string | undefined): string | undefined => age?.replace(/^(new|changed), /, '');
  const short = ({ class: of, duty, age }: DriftRow): string =>
    (duty === undefined ? [of] : [of, duty.id, duty.is, late(age)]).filter((part) => part !== undefined).join(' ');
  return { exit, rows: rows.map(short), quiet: quiet?.map(short) ?? null };
};

describe('a duty that the cloud can show done', () => {
  it('is quiet before its due date, and nothing is read for it', async () => {
    const here = await heated(heater);
    here.cloud.pass(6 * day);
    expect(await look(here)).toEqual({ exit: 'done', rows: [], quiet: null });
    expect(here.cloud.dutiesRead).toEqual([]);
  });

  it('is loud from its due date on, on the cloud’s clock, with what is left and how late it is', async () => {
    const here = await heated(heater);
    here.cloud.pass(8 * day);
    expect(await look(here)).toEqual({ exit: 'changes', rows: ['residue heater owed 1 d late'], quiet: null });
    const [row] = value(await here.drift()).rows;
    const [run] = value(await (await here.store()).listRuns());
    const { lines } = value(await (await here.store()).readRun(run!.id));
    const end = lines.findLast((line) => line.type === 'done')?.at ?? '';
    expect(row?.duty).toMatchObject({
      what: '3 old heaters',
      billed: true,
      remedy: 'release them',
      code: 'POOL03',
      due: new Date(Date.parse(end) + 7 * day).toISOString().replace('.000', ''),
      of: 3,
      left: ['h-1', 'h-3'],
    });
    expect(row?.says).toContain('3 old heaters, billed, 2 of 3 left: h-1, h-3, due 2026-12-05');
  });

  it('is silent when all of it is shown done', async () => {
    const here = await heated(heater);
    here.cloud.pass(8 * day);
    here.cloud.left['duty.heater'] = [];
    expect(await look(here)).toEqual({ exit: 'done', rows: [], quiet: null });
    expect(await look(here, true)).toEqual({ exit: 'done', rows: [], quiet: ['residue heater done done'] });
  });

  it('that cannot be read is unread, never done', async () => {
    const here = await heated(heater);
    here.cloud.pass(8 * day);
    here.cloud.left['duty.heater'] = undefined;
    expect(await look(here)).toEqual({ exit: 'error', rows: ['unread heater unread 1 d late'], quiet: null });
    expect(value(await here.drift()).rows[0]?.says).toContain('not known whether it is done, DescribeHeaters: 503');
  });

  it('that cannot be read before its due date is no alarm, and shown to who asks for all', async () => {
    const here = await heated(heater);
    here.cloud.left['duty.heater'] = undefined;
    expect(await look(here, true)).toEqual({ exit: 'done', rows: [], quiet: ['unread heater unread in 7 d'] });
  });

  it('is quiet after a person’s word, which does not make it gone', async () => {
    const here = await heated(heater);
    here.cloud.pass(8 * day);
    here.cloud.attested['heater'] = 'kept as a spare, CHG1';
    expect(await look(here)).toEqual({ exit: 'done', rows: [], quiet: null });
    expect(here.cloud.dutiesRead).toEqual([]);
    expect(await look(here, true)).toMatchObject({ exit: 'done', quiet: ['residue heater attested attested'] });
    const [row] = value(await here.drift(['prod'], true)).quiet ?? [];
    expect(row?.says).toContain('2 of 3 left: h-1, h-3; the document says: “kept as a spare, CHG1”');
  });

  it('of another thing that the document names now, is not told', async () => {
    const here = await heated(heater);
    here.cloud.pass(8 * day);
    const [kind] = here.kinds;
    Object.assign(kind!, { key: () => 'pool:1:another' });
    expect(await look(here)).toMatchObject({ rows: [] });
  });

  it('of a target that is gone is told beside the alarm: it may go on costing money', async () => {
    const here = await heated(heater);
    here.cloud.pass(8 * day);
    here.cloud.states.set('prod', 'absent');
    expect((await look(here)).rows).toEqual(['alarm', 'residue heater owed 1 d late']);
  });

  it('costs no read of a target whose run left nothing', async () => {
    const here = await heated(rumour);
    here.cloud.pass(60 * day);
    expect(await look(here, true)).toEqual({ exit: 'done', rows: [], quiet: [] });
    expect(here.cloud.dutiesRead).toEqual([]);
  });
});

describe('a duty that no API can show done', () => {
  it('is loud until a person says in the document that it is', async () => {
    const here = await heated(licence);
    here.cloud.pass(15 * day);
    expect(await look(here)).toMatchObject({ exit: 'changes', rows: ['residue licence owed 1 d late'] });
    here.cloud.attested['licence'] = 'given back, CHG2';
    expect(await look(here)).toMatchObject({ exit: 'done', rows: [] });
    expect((await look(here, true)).quiet).toEqual(['residue licence attested attested']);
  });

  it('ends by itself where only time has to pass', async () => {
    const here = await heated(fumes);
    expect((await look(here, true)).quiet).toEqual(['residue fumes owed in 30 d']);
    here.cloud.pass(31 * day);
    expect(await look(here)).toEqual({ exit: 'done', rows: [], quiet: null });
    expect((await look(here, true)).quiet).toEqual(['residue fumes done done']);
  });

  it('without a day is never loud', async () => {
    const here = await heated(someDay);
    here.cloud.pass(400 * day);
    expect(await look(here, true)).toMatchObject({ exit: 'done', quiet: ['residue licence owed no due date'] });
  });
});

describe('duties of a run', () => {
  it('that did not migrate are none', async () => {
    const here = poolScene();
    here.cloud.leftBehind.push(licence);
    const file = await here.plan();
    here.cloud.answers.set('prod/heat', { is: 'refused', code: 'No', request: 'R', why: 'no' });
    expect(came(await here.apply(file, { approve: file.plan.decision }))).toBe('ended error');
    here.cloud.pass(60 * day);
    expect(await look(here, true)).toEqual({ exit: 'changes', rows: ['outside'], quiet: [] });
  });

  it('that has not ended are told by that run, when it has', async () => {
    const here = poolScene();
    here.cloud.leftBehind.push(licence);
    const file = await here.plan();
    here.cloud.probes.set('prod/prove', { is: 'unreadable', why: 'the address could not be read' });
    expect(came(await here.apply(file, { approve: file.plan.decision }))).toBe('open error');
    here.cloud.pass(60 * day);
    expect((await look(here)).rows).toEqual(['in-flight']);
    here.cloud.probes.delete('prod/prove');
    expect(came(await here.resume(file))).toBe('ended done');
    here.cloud.pass(60 * day);
    expect((await look(here)).rows).toEqual(['residue licence owed 46 d late']);
  });
});
