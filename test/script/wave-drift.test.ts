import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ended } from './cli.ts';
import { openScene, underAnotherCloud, type Scene } from './scene.ts';

const names = ['a', 'b', 'c'];
const idOf = (name: string): string => `c${name.repeat(32)}`;

const document = (name: string, labels = ''): string =>
  `apiVersion: onward/v1\nkind: AckCluster\nmetadata: { name: ${name}${labels} }\nspec: { clusterId: ${idOf(name)}, region: cn-hangzhou, edition: pro }\n`;

const project = [
  'apiVersion: onward/v1',
  'kind: Project',
  'metadata: { name: all }',
  'spec:',
  '  documents: [fleet.yaml]',
  '  waves: [{ name: canary, selector: { matchLabels: { wave: canary } }, soak: 24h }, { name: second, percent: 50 }, { name: rest }]',
  '',
].join('\n');

const worldOf = (specOf: (name: string) => string) => ({
  ack: { clusters: names.map((name) => ({ id: idOf(name), name, spec: specOf(name), workers: 2 })) },
});

/** The rows of drift without the breaks that their width makes, by the target that they are about. */
const rowsOf = ({ stdout }: Ended): ReadonlyMap<string, string> =>
  new Map(
    stdout
      .replace(/\s+/g, ' ')
      .split(/(?=\b(?:in-flight|ALARM|outside|regression|unread|residue) +AckCluster)/)
      .slice(1)
      .map((row) => [/AckCluster\/(\w+)/.exec(row)?.[1] ?? '', row.trim()]),
  );

/** A run whose first wave has ended and rests. */
const resting = async (): Promise<Scene> => {
  const here = await openScene({ world: worldOf(() => 'ack.standard') });
  here.write('fleet.yaml', [document('a', ', labels: { wave: canary }'), document('b'), document('c')].join('---\n'));
  here.write('onward.yaml', project);
  expect(await here.onward(['plan', '-o', 'plan.json'])).toMatchObject({ exit: 0 });
  expect(await here.onward(['apply', 'plan.json', '--approve', here.planned().yes])).toMatchObject({ exit: 9 });
  return here;
};

describe('drift while a wave rests', () => {
  let here: Scene;
  beforeAll(async () => {
    here = await resting();
  }, 60_000);
  afterAll(() => here.close());

  it('is in flight at each target: which wave it waits for, and when that opens by the cloud’s clock', async () => {
    const found = await here.onward(['drift']);
    expect(found.exit).toBe(2);
    const rows = rowsOf(found);
    expect(rows.get('a')).toMatch(
      /^in-flight AckCluster\/a run a-\w{4} is done here, parked at WAVE second \(opens Mon 2026-11-23 \d\d:\d\d \+00 \(in (24|23) h\)\), open since/,
    );
    expect(rows.get('b')).toMatch(
      /^in-flight AckCluster\/b run a-\w{4} is parked at WAVE second \(opens Mon 2026-11-23/,
    );
    expect(rows.get('c')).toMatch(
      /^in-flight AckCluster\/c run a-\w{4} is before WAVE rest \(once wave second has ended\), open since .* next: onward status a-/,
    );
    expect(found.stdout).not.toContain('ALARM');
  });

  it('fails no schedule that looks for alarms and regressions', async () => {
    expect(await here.onward(['drift', '--fail-on', 'alarm,regression,outside'])).toMatchObject({ exit: 0 });
  });

  it('says the same by status', async () => {
    const { stdout } = await here.onward(['status']);
    const said = stdout.replace(/\s+/g, ' ');
    expect(said).toMatch(/wave:second: PARKED: waits for time; opens Mon 2026-11-23 \d\d:\d\d \+00 \(in (24|23) h\)/);
    expect(said).toContain('wave:rest: waits for wave second');
  });

  it('says when its time has come, and sends nothing by itself', async () => {
    await here.twin.advance('24h');
    const rows = rowsOf(await here.onward(['drift']));
    expect(rows.get('b')).toContain('parked at WAVE second (its time has come)');
    expect(await here.twin.callsOf('MigrateCluster')).toHaveLength(1);
  });

  it('shows what the first wave lost meanwhile: that is what it rests for', async () => {
    const now = new Date(Date.parse(await here.twin.now()) + 3_600_000).toISOString();
    const lost = await underAnotherCloud(here, { world: { now, ...worldOf(() => 'ack.standard') }, speed: 'max' });
    const found = await lost.onward(['drift']);
    expect(found.stdout.replace(/\s+/g, ' ')).toMatch(
      /regression AckCluster\/a cluster.edition: "pro" -> "standard" \(applied by run a-\w{4}\)/,
    );
    expect(found.stdout).not.toMatch(/regression +AckCluster\/[bc]|outside +AckCluster\/[bc]/);
  });
});
