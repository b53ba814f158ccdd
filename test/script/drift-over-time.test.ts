import { chmodSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canaries } from '../canaries/canaries.ts';
import { receiver } from '../notify/receiver.ts';
import { lastLine, type Ended } from './cli.ts';
import { parked } from './parked.ts';
import { scene, standardCluster, underAnotherCloud, type Scene } from './scene.ts';

const silence = { exit: 0, signal: null, stdout: '', stderr: '' };

/** The answer without the breaks that its width makes. */
const said = ({ stdout }: Ended): string => stdout.replace(/\s+/g, ' ');

const drift = (here: Scene, ...more: readonly string[]): Promise<Ended> => here.onward(['drift', 'prod.yaml', ...more]);

const migrated = async (): Promise<Scene> => {
  const here = await scene({ speed: 'max' });
  const { yes } = await parked(here);
  expect(await here.onward(['resume', '--approve', yes])).toMatchObject({ exit: 0 });
  expect(await drift(here)).toEqual(silence);
  return here;
};

/** The same folder, some days later, where the cloud shows something else. */
const later = async (here: Scene, days: number, world: object): Promise<Scene> => {
  const now = new Date(Date.parse(await here.twin.now()) + days * 86_400_000).toISOString();
  return underAnotherCloud(here, { world: { now, ...world }, speed: 'max' });
};

const pro = standardCluster({ spec: 'ack.pro.small' });

describe('drift over time', () => {
  it('tells a regression as new, as still there, and as gone once; then nothing', async () => {
    const here = await migrated();
    const lost = await later(here, 1, standardCluster());
    const first = await drift(lost);
    expect(first.exit).toBe(2);
    expect(said(first)).toMatch(
      /^DRIFT 1 in 1 of 1 targets .* 1 new, 0 still, 0 gone regression AckCluster\/prod-hangzhou cluster.edition: "pro" -> "standard" \(applied by run \S+\); next: onward verify prod.yaml new $/,
    );
    expect(lastLine(first)).toBe('exit 2 (changes)  next: onward verify prod.yaml');
    expect(said(await drift(lost, '--fail-on', 'residue'))).toMatch(/0 new, 1 still, 0 gone/);
    const second = await drift(await later(lost, 2, standardCluster()), '--fail-on', 'new');
    expect(second.exit).toBe(0);
    expect(said(second)).toMatch(/0 new, 1 still, 0 gone .* 2 d $/);
    const mended = await later(lost, 3, pro);
    const third = await drift(mended);
    expect(third).toMatchObject({ exit: 0, stderr: '' });
    expect(said(third)).toMatch(
      /^DRIFT 0 in 0 of 1 targets .* 0 new, 0 still, 1 gone gone AckCluster\/prod-hangzhou cluster.edition: regression, first seen/,
    );
    expect(await drift(mended)).toEqual(silence);
  });

  it('tells what somebody else changed as outside, until it is as it was', async () => {
    const here = await migrated();
    const renamed = await later(here, 1, standardCluster({ spec: 'ack.pro.small', name: 'prod-old' }));
    expect(said(await drift(renamed))).toMatch(
      /1 new, .* outside AckCluster\/prod-hangzhou cluster.name: "prod-hangzhou" -> "prod-old" \(since run \S+, which does not change it\)/,
    );
    const again = await later(here, 2, standardCluster({ spec: 'ack.pro.small', name: 'prod-older' }));
    expect(said(await drift(again))).toMatch(
      /0 new, 1 still \(1 changed\), 0 gone .* \("prod-old" at the look before\); next: onward verify prod.yaml changed $/,
    );
    expect(said(await drift(await later(here, 3, pro)))).toMatch(/0 new, 0 still, 1 gone/);
  });

  it('alarms where the target is gone, every time, whatever else it is to fail on', async () => {
    const here = await migrated();
    const empty = await later(here, 1, { ack: { clusters: [] } });
    expect(await drift(empty)).toMatchObject({ exit: 2, stdout: expect.stringContaining('ALARM') as string });
    expect(await drift(empty, '--fail-on', 'residue')).toMatchObject({ exit: 2 });
    expect(await drift(empty, '--fail-on', 'none')).toMatchObject({ exit: 0 });
    expect(said(await drift(await later(here, 1, pro)))).toMatch(/1 gone gone AckCluster\/prod-hangzhou target: alarm/);
  });

  it('tells a run on its way until it has ended', async () => {
    const here = await scene({ speed: 'max' });
    const { alias, yes } = await parked(here);
    expect(said(await drift(here))).toMatch(new RegExp(`1 new, .* in-flight .* next: onward resume ${alias}`));
    expect(said(await drift(here))).toMatch(/0 new, 1 still/);
    expect(await here.onward(['resume', '--approve', yes])).toMatchObject({ exit: 0 });
    expect(said(await drift(here))).toMatch(new RegExp(`1 gone gone AckCluster/prod-hangzhou run ${alias}: in-flight`));
    expect(await drift(here)).toEqual(silence);
  });

  it('says what could not be read, exit 4, and that it was read again', async () => {
    const here = await migrated();
    const refuse = { status: 403, code: 'Forbidden.RAM' };
    await here.twin.spoil({ match: { action: 'DescribeClusterDetail' }, effect: { refuse }, times: 100 });
    const unread = await drift(here, '--fail-on', 'none');
    expect(unread.exit).toBe(4);
    expect(said(unread)).toMatch(/UNREAD .* next: onward doctor prod.yaml new/);
    await here.twin.heal();
    expect(said(await drift(here))).toMatch(/0 in 0 of 1 .* 1 gone/);
  });
});

describe('drift without a memory', () => {
  it('without a store compares with what is asked for, says so, and makes none', async () => {
    const here = await scene();
    for (let look = 0; look < 2; look += 1) {
      const found = await drift(here);
      expect(found.exit).toBe(2);
      expect(said(found)).toContain('There is no store here: compared with what the documents ask for alone');
      expect(said(found)).not.toContain(' new');
    }
  });

  it('in a store that takes no file says that it could not remember, and goes on', async () => {
    const here = await migrated();
    here.write('.onward/drift', 'in the way');
    chmodSync(here.path('.onward/drift'), 0o400);
    const found = await drift(await later(here, 1, standardCluster()));
    expect(found.exit).toBe(2);
    expect(found.stderr).toContain('DRF004');
    expect(said(found)).toContain('nobody can say what is new');
  });
});

describe('what drift is to fail on', () => {
  it.each(['regresion', 'none,new', ''])('is a mistake where it is %j', async (words) => {
    const here = await scene();
    const refused = await drift(here, '--fail-on', words);
    expect(refused).toMatchObject({ exit: 3, stdout: '' });
    expect(refused.stderr).toContain('DRF001');
  });
});

describe('who is told of drift', () => {
  it('is told once over the wire, in the format of the environment, and never where nobody is named', async () => {
    const here = await scene();
    const { url, received } = await receiver(200);
    const env = { ...here.env, ONWARD_DRIFT_WEBHOOK: url, ONWARD_DRIFT_WEBHOOK_FORMAT: 'slack' };
    expect(await here.onward(['drift', 'prod.yaml'], { env })).toMatchObject({ exit: 2 });
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      text: expect.stringMatching(/^Drift: 1 in 1/) as string,
    });
    await here.onward(['drift', 'prod.yaml', '--notify', 'never'], { env });
    expect(received).toHaveLength(1);
    expect(await drift(here, '--notify', 'always')).toMatchObject({ exit: 3 });
  });

  it('is not told at a refused address, whose text no message repeats', async () => {
    const here = await scene();
    const env = { ...here.env, ONWARD_DRIFT_WEBHOOK: `http://hooks.example.com/T0/${canaries.webhook}` };
    const refused = await here.onward(['drift', 'prod.yaml'], { env });
    expect(refused.exit).toBe(3);
    expect(refused.stderr).toContain('DRF006');
    expect(refused.stdout + refused.stderr).not.toContain(canaries.webhook);
  });

  it('that does not take it is a warning, and the exit code stands', async () => {
    const here = await scene();
    const { url } = await receiver(404);
    const env = { ...here.env, ONWARD_DRIFT_WEBHOOK: url };
    const found = await here.onward(['drift', 'prod.yaml'], { env });
    expect(found.exit).toBe(2);
    expect(found.stderr).toContain('DRF005');
    expect(found.stderr).not.toContain('/hook/');
  });
});

describe('rules of the Project', () => {
  it('set drift aside, and one that ran out is told with its place', async () => {
    const here = await scene();
    const rule = (expires: string) =>
      `    - { address: "AckCluster/*", class: outside, reason: "CHG7", expires: ${expires} }`;
    const project = (expires: string) =>
      [
        'apiVersion: onward/v1',
        'kind: Project',
        'metadata: { name: ack }',
        'spec:',
        '  documents: [prod.yaml]',
        '  drift:',
        '    ignore:',
        `  ${rule(expires)}`,
        '',
      ].join('\n');
    here.write('onward.yaml', project('2099-01-01'));
    expect(await here.onward(['drift'])).toEqual(silence);
    expect(said(await here.onward(['drift', '--all']))).toMatch(
      /IGNORED 1 .* \(ignored until 2099-01-01: CHG7; onward.yaml:8\)/,
    );
    here.write('onward.yaml', project('2020-01-01'));
    const late = await here.onward(['drift']);
    expect(late.exit).toBe(2);
    expect(said(late)).toMatch(/residue AckCluster\/\* the rule .* ran out on 2020-01-01: CHG7 \(onward.yaml:8\)/);
  });
});
