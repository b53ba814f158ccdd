import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { accepted, planned } from './machines.ts';
import { meddled, nextCommand } from './meddled.ts';
import { lastLine } from './cli.ts';
import { parked, writes } from './parked.ts';
import { direct, scene, type Scene } from './scene.ts';

const hour = 3_600_000;
const across = 'migrate-vm-across-cluster';
const hot = { spec: [], machine: {} };

/** An hour behind, and an hour ahead of what every other runner's clock shows. */
const wrong = [{ clockMs: -hour }, { clockMs: hour }] as const;

interface Line {
  readonly at: string;
  readonly type: string;
  readonly fence?: { readonly date: string };
}

const journal = ({ path, read }: Scene): readonly Line[] => {
  const [run = ''] = readdirSync(path('.onward/runs'));
  return readdirSync(path(`.onward/runs/${run}`))
    .filter((name) => name.endsWith('.ndjson'))
    .sort()
    .flatMap((name) => read(`.onward/runs/${run}/${name}`).trimEnd().split('\n'))
    .map((text) => JSON.parse(text) as Line);
};

describe.each(wrong)('a runner whose clock is wrong by an hour ($clockMs ms)', ({ clockMs }) => {
  it('moves a machine as any other, and writes down the times of the cloud', async () => {
    const { here, yes } = await planned(direct, hot);
    const began = await here.twin.now();
    const env = meddled(here, { clockMs });
    expect(await here.onward(['apply', 'plan.json', '--approve', yes], { env })).toMatchObject({ exit: 0 });
    expect(await accepted(here)).toBe(1);
    const ended = await here.twin.now();
    // Between two answers a runner counts on by its own monotonic time; a wall clock would be days away here.
    const latest = Date.parse(ended) + 60_000;
    for (const { at } of journal(here)) {
      expect(Date.parse(at), at).toBeGreaterThanOrEqual(Date.parse(began) - 1_000);
      expect(Date.parse(at), at).toBeLessThan(latest);
    }
  });

  it('takes over a dead one whose clock is wrong the other way, and waits by the cloud’s clock before it concludes', async () => {
    const { here, yes, alias } = await planned(direct, hot);
    expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
    await here.twin.spoil({ match: { action: across }, effect: { drop: 'before' } });
    const env = meddled(here, { host: 'runner-1', clockMs: -clockMs });
    const first = here.start(['resume', alias, '--approve', yes], { env });
    await eventually(async () => (await here.twin.callsOf(across)).length > 0, 'the call is sent');
    first.killGroup('SIGKILL');
    await first.ended;
    await here.twin.heal();
    const second = await here.onward(['resume', alias, '--take-over'], {
      env: meddled(here, { clockMs, watch: 'at-once' }),
    });
    expect(second).toMatchObject({ exit: 10 });
    expect(await here.twin.callsOf(across)).toHaveLength(1);
    const intent = journal(here).find(({ type }) => type === 'intended')?.fence?.date ?? '';
    const waited = Date.parse(await here.twin.now()) - Date.parse(intent);
    expect(waited).toBeGreaterThan(16 * 60_000);
    expect(await here.onward(nextCommand(lastLine(second)))).toMatchObject({ exit: 0 });
  });

  // Reads of this cloud are signed by the clock of the machine, and it says so; nothing is concluded from what was not read.
  it('is refused where the cloud looks at its dates, sends nothing, and leaves the run to one whose clock is right', async () => {
    const here = await scene();
    const { yes, alias } = await parked(here);
    const refused = await here.onward(['resume', alias, '--approve', yes], { env: meddled(here, { clockMs }) });
    expect(refused.stderr).toContain('CRD005');
    expect(refused.stderr.replaceAll(/\s+/g, ' ')).toMatch(
      /the clock of this machine is \d+ s (ahead of|behind) the cloud’s; set the clock/,
    );
    expect(refused).toMatchObject({ exit: 4 });
    expect(await writes(here)).toEqual(['RunClusterCheck 200']);
    expect(await here.onward(['resume', alias, '--approve', yes])).toMatchObject({ exit: 0 });
    expect((await here.twin.callsOf('MigrateCluster')).map(({ status }) => status)).toEqual([200]);
  });
});
