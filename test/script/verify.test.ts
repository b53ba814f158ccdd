import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { parked } from './parked.ts';
import { scene, standardCluster, underAnotherCloud } from './scene.ts';

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
    expect(markdown.stdout).toContain('| same | worker nodes | 6 | 6 |');
  });

  it('ends 2 and names what differs', async () => {
    const here = await migrated();
    const there = await underAnotherCloud(here, {
      world: standardCluster({ spec: 'ack.pro.small', workers: 5 }),
      speed: 'max',
    });
    const verified = await there.onward(['verify', 'prod.yaml']);
    expect(verified).toMatchObject({ exit: 2 });
    expect(verified.stdout).toMatch(/DIFFERS +worker nodes: 5, was 6/);
  });

  it('ends 1 where no run took an inventory', async () => {
    const here = await scene();
    const verified = await here.onward(['verify', 'prod.yaml']);
    expect(verified).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringContaining('RUN017') as string });
  });
});
