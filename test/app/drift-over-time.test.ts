import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IgnoreRule } from '../../src/core/drift/ignore.ts';
import type { DriftModel } from '../../src/render/model/drift-model.ts';
import { value } from '../store/samples.ts';
import { came, poolScene, runOf, type PoolScene } from './pool-scene.ts';

const day = 24 * 60 * 60_000;

const heated = async (names: readonly string[] = ['prod']): Promise<PoolScene> => {
  const here = poolScene();
  const file = await here.plan(names);
  expect(came(await here.apply(file, { approve: file.plan.decision }))).toBe('ended done');
  return here;
};

const counts = ({ since }: DriftModel): string =>
  since === null ? 'nobody remembers' : `${since.new} new, ${since.still} still, ${since.gone} gone`;

const look = async (here: PoolScene, names?: readonly string[], more: { ignore?: readonly IgnoreRule[] } = {}) => {
  const report = value(await here.drift(names, false, more));
  const rows = report.rows.map((row) => `${row.class} ${row.topic} ${row.age ?? ''}`.trim());
  return { rows, counts: counts(report), gone: report.gone.map(({ topic }) => topic) };
};

const memoryIn = ({ folder }: PoolScene): readonly string[] => {
  try {
    return readdirSync(join(folder, 'drift')).sort();
  } catch {
    return [];
  }
};

describe('what drift finds, over time', () => {
  it('is new, then still there with its age, then gone once, then nothing', async () => {
    const here = await heated();
    expect(await look(here)).toEqual({ rows: [], counts: '0 new, 0 still, 0 gone', gone: [] });
    here.cloud.facts['pool.heated'] = false;
    expect(await look(here)).toMatchObject({ rows: ['regression pool.heated new'], counts: '1 new, 0 still, 0 gone' });
    here.cloud.pass(3 * day);
    expect(await look(here)).toMatchObject({ rows: ['regression pool.heated 3 d'], counts: '0 new, 1 still, 0 gone' });
    here.cloud.facts['pool.heated'] = true;
    expect(await look(here)).toEqual({ rows: [], counts: '0 new, 0 still, 1 gone', gone: ['pool.heated'] });
    expect(await look(here)).toEqual({ rows: [], counts: '0 new, 0 still, 0 gone', gone: [] });
  });

  it('says another value as changed, and what it was', async () => {
    const here = await heated();
    here.cloud.facts['pool.heated'] = false;
    await look(here);
    here.cloud.pass(day);
    here.cloud.facts['pool.heated'] = 'lukewarm';
    const { rows, since } = value(await here.drift());
    expect(rows).toMatchObject([{ standing: 'changed', was: 'false', after: '"lukewarm"', age: 'changed' }]);
    expect(since).toEqual({ new: 0, still: 1, changed: 1, gone: 0 });
    expect(value(await here.drift()).rows).toMatchObject([{ standing: 'still', age: '1 d' }]);
  });

  it('that is not read is neither still nor gone', async () => {
    const here = await heated();
    here.cloud.facts['pool.heated'] = false;
    await look(here);
    here.cloud.facts['pool.heated'] = undefined;
    expect(await look(here)).toMatchObject({
      rows: ['unread call DescribePool new'],
      counts: '1 new, 0 still, 0 gone',
    });
    here.cloud.states.set('prod', 'unreadable');
    expect((await look(here)).gone).toEqual([]);
    here.cloud.states.clear();
    here.cloud.facts['pool.heated'] = false;
    here.cloud.pass(day);
    expect(await look(here)).toMatchObject({ rows: ['regression pool.heated 1 d'], gone: ['call DescribePool'] });
  });

  it('of documents that are not looked at stays as it was', async () => {
    const here = await heated(['prod', 'zeta']);
    here.cloud.facts['pool.heated'] = false;
    expect((await look(here, ['prod', 'zeta'])).counts).toBe('2 new, 0 still, 0 gone');
    expect((await look(here, ['prod'])).counts).toBe('0 new, 1 still, 0 gone');
    expect((await look(here, ['prod', 'zeta'])).counts).toBe('0 new, 2 still, 0 gone');
  });

  it('that a run on its way hides is not gone: the run may not mend it', async () => {
    const here = await heated();
    here.cloud.facts['pool.heated'] = false;
    await look(here);
    here.cloud.effects.clear();
    const file = await here.plan();
    expect(came(await here.apply(file))).toBe('open parked');
    expect(await look(here)).toMatchObject({ counts: '1 new, 0 still, 0 gone', gone: [] });
    expect((await here.abort(file)).diagnostics).toEqual([]);
    expect(await look(here)).toMatchObject({
      rows: ['regression pool.heated 4 min'],
      gone: [`run prod-${runOf(file).slice(0, 4)}`],
    });
  });

  it('of two runs at once is new in one of them', async () => {
    const here = await heated();
    here.cloud.facts['pool.heated'] = false;
    const all = await Promise.all(Array.from({ length: 8 }, () => look(here)));
    expect(all.filter(({ counts: said }) => said === '1 new, 0 still, 0 gone')).toHaveLength(1);
    expect(all.filter(({ counts: said }) => said === '0 new, 1 still, 0 gone')).toHaveLength(7);
  });

  it('costs no write while nothing changes, and keeps two files at most', async () => {
    const here = await heated();
    await look(here);
    expect(memoryIn(here)).toEqual([]);
    for (const heat of [false, 'lukewarm', 'cold', true]) {
      here.cloud.facts['pool.heated'] = heat;
      await look(here);
      await look(here);
    }
    expect(memoryIn(here)).toEqual(['memory.3.json', 'memory.4.json']);
  });
});

describe('what drift runs remember', () => {
  const remembering = async (): Promise<PoolScene> => {
    const here = await heated();
    here.cloud.facts['pool.heated'] = false;
    await look(here);
    here.cloud.facts['pool.heated'] = 'lukewarm';
    await look(here);
    return here;
  };

  it('is the memory before, where the newest is torn: said, and the torn file stays', async () => {
    const here = await remembering();
    const torn = join(here.folder, 'drift', 'memory.2.json');
    writeFileSync(torn, readFileSync(torn, 'utf8').slice(0, 40));
    const found = await here.drift();
    expect(found.diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['DRF002 warning']);
    expect(value(found)).toMatchObject({ exit: 'changes', memory: 'kept', since: { new: 0, still: 1, changed: 1 } });
    expect(memoryIn(here)).toEqual(['memory.2.json', 'memory.3.json']);
    expect(readFileSync(torn, 'utf8')).toHaveLength(40);
    expect((await here.drift()).diagnostics).toEqual([]);
  });

  it('by a newer tool is neither read nor written over, and said', async () => {
    const here = await remembering();
    writeFileSync(join(here.folder, 'drift', 'memory.7.json'), '{"format":"onward.drift-memory/2","rows":{}}');
    const found = await here.drift();
    expect(found.diagnostics.map(({ code }) => code)).toEqual(['DRF003']);
    expect(value(found)).toMatchObject({ exit: 'changes', memory: 'unread', since: null });
    expect(memoryIn(here).at(-1)).toBe('memory.7.json');
  });

  it('where no store is, is nothing: none is made, and it is told', async () => {
    const here = poolScene();
    expect(value(await here.drift())).toMatchObject({ memory: 'none', since: null, exit: 'changes' });
    expect(memoryIn(here)).toEqual([]);
  });

  it('where it cannot be written is said, and the findings stand', async () => {
    const here = await heated();
    writeFileSync(join(here.folder, 'drift'), 'in the way');
    here.cloud.facts['pool.heated'] = false;
    const found = await here.drift();
    expect(found.diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['DRF004 warning']);
    expect(value(found)).toMatchObject({ exit: 'changes', rows: [{ class: 'regression' }] });
  });

  it('of a folder that is there and takes nothing is said too', async () => {
    const here = await heated();
    mkdirSync(join(here.folder, 'drift', 'memory.1.json'), { recursive: true });
    here.cloud.facts['pool.heated'] = false;
    expect((await here.drift()).diagnostics.map(({ code }) => code)).toEqual(['DRF004']);
  });
});

describe('a rule that ignores drift', () => {
  const rule = (more: Partial<IgnoreRule> = {}): IgnoreRule => ({
    address: 'Pool/pr*',
    reason: 'CHG1',
    expires: '2026-12-01',
    at: { file: 'onward.yaml', line: 9 },
    ...more,
  });
  const cold = async (): Promise<PoolScene> => {
    const here = await heated();
    here.cloud.facts['pool.heated'] = false;
    return here;
  };

  it('sets rows aside until its last day, and is told itself after it, beside what it hid', async () => {
    const here = await cold();
    expect(await look(here, ['prod'], { ignore: [rule()] })).toEqual({
      rows: [],
      counts: '0 new, 0 still, 0 gone',
      gone: [],
    });
    here.cloud.pass(4 * day);
    const late = value(await here.drift(['prod'], false, { ignore: [rule()] }));
    expect(late.exit).toBe('changes');
    expect(late.rows).toMatchObject([
      { class: 'regression', standing: 'new', firstSeen: expect.stringContaining('2026-11-28') as string },
      { class: 'residue', address: 'Pool/pr*', says: expect.stringContaining('ran out on 2026-12-01: CHG1') as string },
    ]);
    expect((await look(here, ['prod'], { ignore: [] })).gone).toEqual(['rule all but alarm']);
  });

  it('is counted, and its rows are shown to who asks for all', async () => {
    const here = await cold();
    const { ignored, exit } = value(await here.drift(['prod'], true, { ignore: [rule()] }));
    expect(exit).toBe('done');
    expect(ignored).toMatchObject({
      count: 1,
      rows: [{ class: 'regression', ignored: { reason: 'CHG1', expires: '2026-12-01', at: 'onward.yaml:9' } }],
    });
  });

  it.each([
    { reason: 'an alarm is hidden by no general rule', more: {}, rows: 1 },
    { reason: 'an alarm is hidden where the rule says so', more: { class: 'alarm' }, rows: 0 },
    { reason: 'another address', more: { class: 'alarm', address: 'Pool/x*' }, rows: 1 },
  ] as const)('$reason', async ({ more, rows }) => {
    const here = await heated();
    here.cloud.states.set('prod', 'absent');
    expect((await look(here, ['prod'], { ignore: [rule(more)] })).rows).toHaveLength(rows);
  });

  it('never hides what could not be read', async () => {
    const here = await heated();
    here.cloud.states.set('prod', 'unreadable');
    expect((await look(here, ['prod'], { ignore: [rule()] })).rows).toEqual(['unread call DescribePool new']);
  });

  it('that sets nothing aside is warned of, but not where what it speaks of was not looked at or not read', async () => {
    const here = await heated();
    const codesOf = async (ignore: readonly IgnoreRule[], whole = false) =>
      (await here.drift(['prod'], false, { ignore, whole })).diagnostics.map(({ code }) => code);
    expect(await codesOf([rule()])).toEqual(['DOC044']);
    expect(await codesOf([rule({ address: 'Pool/other' })])).toEqual([]);
    expect(await codesOf([rule({ address: 'Pool/other' })], true)).toEqual(['DOC044']);
    here.cloud.states.set('prod', 'unreadable');
    expect(await codesOf([rule()], true)).toEqual([]);
  });
});
