import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { eventually } from './eventually.ts';
import { parked, slowly } from './parked.ts';
import { scene, standardCluster, underAnotherCloud } from './scene.ts';

const unwrapped = (text: string): string => text.replace(/\s+/g, ' ');

const migrated = async () => {
  const here = await scene();
  const { yes } = await parked(here);
  expect(await here.onward(['resume', '--approve', yes])).toMatchObject({ exit: 0 });
  return here;
};

describe('onward verify', () => {
  it('shows each fact of the inventory that was taken at the gate, and that it is the same', async () => {
    const here = await migrated();
    const verified = await here.onward(['verify', 'prod.yaml']);
    expect(verified).toMatchObject({ exit: 0 });
    expect(verified.stdout).toMatch(/^VERIFIED {2}AckCluster\/prod-hangzhou/);
    expect(verified.stdout).toContain('as asked  edition: pro');
    expect(verified.stdout).toMatch(/same +worker nodes: 6/);
    expect(lastLine(verified)).toContain('next: onward drift prod.yaml');
    const markdown = await here.onward(['verify', 'prod.yaml', '--format', 'markdown']);
    expect(markdown.stdout).toContain('| same | worker nodes |  | 6 | 6 |');
  });

  it('ends 2 and names what differs', async () => {
    const here = await migrated();
    const there = await underAnotherCloud(here, {
      world: standardCluster({ spec: 'ack.pro.small', workers: 5 }),
      speed: 'max',
    });
    const verified = await there.onward(['verify', 'prod.yaml']);
    expect(verified).toMatchObject({ exit: 2 });
    expect(unwrapped(verified.stdout)).toMatch(
      /DIFFERS worker nodes: 5, was 6 \(inventory of run prod-hangzhou-[0-9a-f]{4}, 2026-11-22 \S+ UTC\)/,
    );
  });

  it('writes the same report to a file of the user’s alone, in the format that was asked for', async () => {
    const here = await migrated();
    for (const format of ['text', 'markdown', 'json']) {
      const verified = await here.onward(['verify', 'prod.yaml', '--format', format, '-o', `report.${format}`]);
      expect(verified).toMatchObject({ exit: 0 });
      expect(here.read(`report.${format}`)).toBe(verified.stdout);
      expect(statSync(here.path(`report.${format}`)).mode & 0o777).toBe(0o600);
    }
    expect(JSON.parse(here.read('report.json'))).toMatchObject({
      targets: [
        {
          standing: 'verified',
          last: { is: 'done', turned: true },
          rows: expect.arrayContaining([expect.objectContaining({ from: 'document', is: 'as-asked' })]) as unknown,
        },
      ],
    });
    const nowhere = await here.onward(['verify', 'prod.yaml', '-o', 'no/such/report.md']);
    expect(nowhere).toMatchObject({ exit: 1, stderr: expect.stringContaining('USE003') as string });
  });

  it('says after a migration that was rolled back that nothing was migrated, and names the way to another plan', async () => {
    const fail = { phase: 'snapshot', code: 'EtcdBackupFailed', message: 'the disk of etcd is full', times: 1 };
    const here = await scene({ world: standardCluster({ migrate: { fail } }) });
    const { yes, alias } = await parked(here);
    expect(await here.onward(['resume', '--approve', yes])).toMatchObject({ exit: 1 });
    const verified = await here.onward(['verify', 'prod.yaml']);
    expect(verified).toMatchObject({ exit: 2 });
    expect(verified.stdout).toMatch(/^NOT MIGRATED {2}AckCluster\/prod-hangzhou/);
    expect(unwrapped(verified.stdout)).toMatch(
      new RegExp(`run ${alias} failed at prod-hangzhou/migrate: .*EtcdBackupFailed.*; the service rolled back`),
    );
    expect(verified.stdout).toMatch(/DIFFERS +edition: standard, asked pro$/m);
    expect(verified.stdout).not.toContain('was pro');
    expect(lastLine(verified)).toContain('next: onward plan prod.yaml');
  });

  it('says while a run is in flight that this is no end yet, and names the command that shows it', async () => {
    const here = await scene({ world: slowly.world, speed: slowly.speed });
    const { yes, alias } = await parked(here);
    const running = here.start(['resume', '--approve', yes]);
    await eventually(() => running.stderr().includes('current_stage='), 'the migration is seen');
    const verified = await here.onward(['verify', 'prod.yaml', '--format', 'markdown']);
    expect(verified.stdout).toContain('### IN FLIGHT · AckCluster/prod-hangzhou');
    expect(verified.stdout).toContain(`run ${alias} is not over`);
    expect(lastLine(verified)).toContain(`next: onward status ${alias}`);
    running.killGroup('SIGKILL');
    await running.ended;
  });

  it('names, where a run waits before it took an inventory, that run', async () => {
    const here = await scene();
    const { alias } = await parked(here);
    const verified = await here.onward(['verify', 'prod.yaml']);
    expect(verified).toMatchObject({ exit: 1, stdout: '' });
    expect(unwrapped(verified.stderr)).toContain(`run ${alias} is not over: it waits at GATE commit`);
    expect(lastLine(verified)).toContain(`next: onward status ${alias}`);
  });

  it('ends 1 where no run took an inventory', async () => {
    const here = await scene();
    const verified = await here.onward(['verify', 'prod.yaml']);
    expect(verified).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringContaining('RUN017') as string });
    expect(lastLine(verified)).toContain('next: onward plan prod.yaml');
  });
});
