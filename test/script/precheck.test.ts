import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { writes } from './parked.ts';
import { scene, standardCluster } from './scene.ts';

describe('onward precheck', () => {
  it('runs the vendor check, which the next plan shows with its age', async () => {
    const here = await scene();
    const checked = await here.onward(['precheck', 'prod.yaml']);
    expect(checked).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('PASSED  AckCluster/prod-hangzhou') as string,
    });
    expect(lastLine(checked)).toContain('next: onward plan prod.yaml');
    expect(await writes(here)).toEqual(['RunClusterCheck 200']);
    const plan = await here.onward(['plan', 'prod.yaml', '--format', 'json']);
    expect(plan.stdout).toContain('the newest vendor pre-check passed');
  });

  it('ends 5 with every item that does not pass', async () => {
    const items = [
      { group: 'nodes', name: 'yum', status: 'fail', message: 'yum list took too long', resource: 'i-w1' },
    ];
    const here = await scene({ world: standardCluster({ checks: { minutes: 1, items } }) });
    const checked = await here.onward(['precheck', 'prod.yaml']);
    expect(checked).toMatchObject({ exit: 5, stdout: expect.stringContaining('yum list took too long') as string });
  });

  it('ends 5, as plan says, and asks for no check where there is no such target', async () => {
    const here = await scene({ world: { ack: { clusters: [] } } });
    const checked = await here.onward(['precheck', 'prod.yaml']);
    expect(checked).toMatchObject({ exit: 5, stdout: expect.stringContaining('ACK101') as string });
    expect(await writes(here)).toEqual([]);
  });
});
