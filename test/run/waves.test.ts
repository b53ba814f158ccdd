import { describe, expect, it } from 'vitest';
import type { WaveRule } from '../../src/core/fleet.ts';
import type { WalkReport } from '../../src/run/walk.ts';
import { isOver } from '../../src/app/run-verdict.ts';
import { heat } from '../core/sample-kind.ts';
import { poolWalk, prove, type Layout, type PoolWalk } from './pool-walk.ts';

const hour = 3_600_000;
const wave = (name: string, more: Partial<WaveRule> = {}): WaveRule => ({
  name,
  matchLabels: {},
  percent: 100,
  ...more,
});

const statesOf = ({ outcomes }: WalkReport): Record<string, string> =>
  Object.fromEntries([...outcomes].map(([id, { state }]) => [id, state]));

const whyOf = ({ outcomes }: WalkReport, id: string): string => {
  const outcome = outcomes.get(id);
  return outcome === undefined || outcome.state === 'done' ? '' : outcome.why;
};

const targets = ['a', 'b', 'c', 'd'];
const yes = targets.map((name) => `${name}/commit`);

/** Four pools, each heated by one call that cannot be undone: `a` first, the others after it. */
const fleetOf = (layout: Layout = {}): PoolWalk =>
  poolWalk({
    targets,
    steps: [heat],
    requires: [],
    labels: { a: { wave: 'canary' } },
    fleet: {
      waves: [wave('canary', { matchLabels: { wave: 'canary' }, soak: '24h' }), wave('rest')],
      stopOn: { failed: 1, ambiguous: 1 },
    },
    ...layout,
  });

describe('a wave', () => {
  it('begins once the one before it has ended and rested, and not before', async () => {
    const pools = fleetOf();
    const first = await pools.walk({ yes });
    expect(pools.sent).toEqual(['a/heat']);
    expect(statesOf(first)).toMatchObject({ 'a/heat': 'done', 'wave:rest': 'parked' });
    expect(whyOf(first, 'wave:rest')).toBe('WAVE rest opens at 2026-11-29T02:01:00Z, once wave canary has rested');
    pools.pass(23 * hour);
    expect(statesOf(await pools.walk({ yes }))['wave:rest']).toBe('parked');
    expect(pools.sent).toEqual(['a/heat']);
    pools.pass(2 * hour);
    expect(statesOf(await pools.walk({ yes }))).toMatchObject({ 'b/heat': 'done', 'c/heat': 'done', 'd/heat': 'done' });
    expect(pools.sent).toEqual(['a/heat', 'b/heat', 'c/heat', 'd/heat']);
  });

  it.each([
    { covers: 'plan', after: 25, state: 'done', reason: 'to the whole plan' },
    { covers: 'plan', after: 15 * 24, state: 'parked', reason: 'to the whole plan, longer ago than a yes holds' },
    { covers: undefined, after: 25, state: 'parked', reason: 'to one gate' },
  ] as const)('needs another yes only where the first was not for it: $reason', async ({ covers, after, state }) => {
    const pools = fleetOf();
    await pools.walk({ yes: ['a/commit'], ...(covers && { covers }) });
    pools.pass(after * hour);
    expect(statesOf(await pools.walk())).toMatchObject({ 'b/commit': state });
    expect(pools.sent.includes('b/heat')).toBe(state === 'done');
    const said = pools.journal.lines().find((line) => line.type === 'approved' && line.step === 'b/commit');
    if (state === 'done')
      expect(said).toMatchObject({ by: 'ann', via: expect.stringMatching(/^test of 2026-/) as string });
  });

  it('takes the newest yes to the whole plan, where an older one holds no more', async () => {
    const pools = fleetOf({
      fleet: {
        waves: [
          wave('canary', { matchLabels: { wave: 'canary' }, soak: '24h' }),
          wave('half', { percent: 50 }),
          wave('rest'),
        ],
        stopOn: { failed: 1, ambiguous: 1 },
      },
    });
    await pools.walk({ yes: ['a/commit'], covers: 'plan' });
    pools.pass(15 * 24 * hour);
    await pools.walk({ yes: ['b/commit'], covers: 'plan' });
    await pools.walk();
    expect(pools.sent).toEqual(['a/heat', 'b/heat', 'c/heat', 'd/heat']);
  });

  it('that waits is journaled once, however often the run goes on', async () => {
    const pools = fleetOf();
    for (let round = 0; round < 3; round += 1) await pools.walk({ yes });
    const parked = pools.journal.lines().filter((line) => line.type === 'parked' && line.step === 'wave:rest');
    expect(parked).toHaveLength(1);
  });

  it('does not begin while a target before it waits for a yes', async () => {
    const pools = fleetOf({ fleet: { waves: [wave('canary', { matchLabels: { wave: 'canary' } }), wave('rest')] } });
    const report = await pools.walk({ yes: yes.slice(1) });
    expect(pools.sent).toEqual([]);
    expect(statesOf(report)).toEqual({ 'a/commit': 'parked', 'wave:rest': 'skipped' });
    expect(whyOf(report, 'wave:rest')).toBe('wave canary has not ended: Pool/a');
    expect(isOver(pools.plan, report)).toBe(false);
  });

  it('does not begin after a failure, and the run is over', async () => {
    const pools = fleetOf();
    pools.fails.add('a/heat');
    const report = await pools.walk({ yes });
    expect(pools.sent).toEqual(['a/heat']);
    expect(whyOf(report, 'wave:rest')).toBe('Pool/a failed, and stopOn allows fewer than 1');
    expect(isOver(pools.plan, report)).toBe(true);
  });

  it('begins after a failure that stopOn allows', async () => {
    const pools = fleetOf({
      fleet: {
        waves: [wave('canary', { matchLabels: { wave: 'canary' } }), wave('rest')],
        stopOn: { failed: 2, ambiguous: 1 },
      },
    });
    pools.fails.add('a/heat');
    expect(statesOf(await pools.walk({ yes }))).toMatchObject({ 'a/heat': 'failed', 'd/heat': 'done' });
  });

  it('that began goes on at once in another process', async () => {
    const pools = fleetOf();
    await pools.walk({ yes });
    pools.pass(25 * hour);
    pools.dies.add('c/heat');
    await expect(pools.walk({ yes })).rejects.toThrow('died');
    pools.dies.clear();
    const report = await pools.walk({ yes });
    expect(isOver(pools.plan, report)).toBe(true);
    expect(pools.sent.filter((id) => id === 'c/heat')).toHaveLength(1);
  });

  it('of which nothing is to be done is passed over', () => {
    const { plan } = fleetOf({ fleet: { waves: [wave('none', { matchLabels: { no: 'such' } }), wave('all')] } });
    expect(plan.steps.filter(({ type }) => type === 'gate').map(({ id }) => id)).not.toContain('wave:all');
  });
});

describe('too many bad ends', () => {
  it('let no further target begin, and those that began go on', async () => {
    const pools = fleetOf({ fleet: { limits: { parallel: 1 }, stopOn: { failed: 1, ambiguous: 1 } } });
    pools.fails.add('b/heat');
    const report = await pools.walk({ yes });
    expect(pools.sent).toEqual(['a/heat', 'b/heat']);
    expect(whyOf(report, 'c/heat')).toBe('not begun: Pool/b failed, and stopOn allows fewer than 1');
    expect(isOver(pools.plan, report)).toBe(true);
  });
});

describe('a target in its room', () => {
  const oneByOne = (more: Layout = {}) =>
    fleetOf({ steps: [heat, prove], fleet: { limits: { parallel: 1 } }, ...more });

  it('is proven before the next one is begun', async () => {
    const pools = oneByOne();
    await pools.walk({ yes });
    const order = pools.journal
      .lines()
      .flatMap((line) => (line.type === 'intended' || line.type === 'done' ? [`${line.type} ${line.step}`] : []))
      .filter((line) => /^(intended \w\/heat|done \w\/prove)$/.test(line));
    expect(order).toEqual(targets.flatMap((name) => [`intended ${name}/heat`, `done ${name}/prove`]));
  });

  it('keeps all others from being begun by what its proof finds', async () => {
    const pools = oneByOne({ fleet: { limits: { parallel: 1 }, stopOn: { failed: 1, ambiguous: 1 } } });
    pools.fails.add('a/prove');
    const report = await pools.walk({ yes });
    expect(pools.sent).toEqual(['a/heat']);
    expect(whyOf(report, 'b/heat')).toBe('not begun: Pool/a failed, and stopOn allows fewer than 1');
  });
});

describe('limits on targets', () => {
  it('never let more move at once than `parallel`, and all of them move in the end', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `p${String(at)}`);
    const pools = poolWalk({ targets: names, steps: [heat], requires: [], fleet: { limits: { parallel: 3 } } });
    let open = 0;
    let most = 0;
    for (const name of names)
      pools.on.set(`${name}/heat`, () => {
        open = pools.journal.lines().filter(({ type }) => type === 'intended').length;
        // In this world a call takes a minute of everybody's: whoever had looked before it looks again.
        const over = pools.journal.lines().filter(({ type }) => type === 'done' || type === 'unsent').length;
        most = Math.max(most, open - over);
      });
    const report = await pools.walk({ yes: names.map((name) => `${name}/commit`) });
    expect(pools.sent).toHaveLength(12);
    expect(most).toBe(3);
    expect(isOver(pools.plan, report)).toBe(true);
  });

  it('hold for each region by itself', () => {
    const { plan } = poolWalk({
      targets: ['hz-1', 'hz-2', 'sh-1'],
      steps: [heat],
      requires: [],
      fleet: { limits: { perRegion: 1 } },
    });
    expect(plan.targets.map(({ limits }) => limits)).toEqual([
      [{ of: 'targets in hz', atMost: 1 }],
      [{ of: 'targets in hz', atMost: 1 }],
      [{ of: 'targets in sh', atMost: 1 }],
    ]);
  });
});
