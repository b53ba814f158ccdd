import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { parked } from './parked.ts';
import { scene, standardCluster } from './scene.ts';

describe('onward drift', () => {
  it('names the gate at which a run waits, the command that goes on, and status as the next one', async () => {
    const here = await scene();
    const { alias } = await parked(here);
    const drifted = await here.onward(['drift', 'prod.yaml']);
    expect(drifted.exit).toBe(2);
    expect(drifted.stdout.replace(/\s+/g, ' ')).toMatch(
      new RegExp(`run ${alias} is parked at GATE commit, open since .*; next: onward resume ${alias}`),
    );
    expect(lastLine(drifted)).toBe(`exit 2 (changes)  next: onward status ${alias}`);
  });

  it('says of a migration that failed and was rolled back that it was tried, and never was', async () => {
    const fail = { phase: 'snapshot', code: 'EtcdBackupFailed' };
    const here = await scene({ world: standardCluster({ migrate: { fail } }), speed: 'max' });
    const { alias, yes } = await parked(here);
    expect(await here.onward(['resume', '--approve', yes])).toMatchObject({ exit: 1 });
    const drifted = await here.onward(['drift', 'prod.yaml']);
    expect(drifted.stdout.replace(/\s+/g, ' ')).toContain(
      `cluster.edition: asked "pro", is "standard" (run ${alias} tried and failed)`,
    );
    expect(lastLine(drifted)).toBe('exit 2 (changes)  next: onward plan prod.yaml');
  });
});
