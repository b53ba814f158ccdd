import { renameSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { parked } from './parked.ts';
import { scene, standardCluster } from './scene.ts';

const fail = { phase: 'snapshot', code: 'EtcdBackupFailed', message: 'the disk of etcd is full', times: 3 };

describe('a yes after a migration that failed and was rolled back', () => {
  it('holds for no second try: not in another store, and not for a new plan of what looks the same', async () => {
    const here = await scene({ world: standardCluster({ migrate: { fail } }) });
    const { yes } = await parked(here);
    expect(await here.onward(['resume', '--approve', yes])).toMatchObject({ exit: 1 });

    const elsewhere = await here.onward(['apply', 'plan.json', '--approve', yes, '--store', 'elsewhere']);
    expect(elsewhere).toMatchObject({ exit: 6, stderr: expect.stringContaining('PLN007') as string });
    expect(elsewhere.stderr).toContain('the plan was made for the store default; this one is elsewhere');
    // Nor where the store that it was made for is gone, so that nothing here remembers the first try.
    renameSync(here.path('.onward'), here.path('away'));
    const forgotten = await here.onward(['apply', 'plan.json', '--approve', yes]);
    expect(forgotten).toMatchObject({ exit: 6, stderr: expect.stringContaining('migration.last moved') as string });
    rmSync(here.path('.onward'), { recursive: true, force: true });
    renameSync(here.path('away'), here.path('.onward'));

    await here.onward(['plan', 'prod.yaml', '-o', 'next.json']);
    expect(here.planned('next.json').yes).not.toBe(yes);
    expect(await here.onward(['apply', 'next.json', '--approve', yes])).toMatchObject({ exit: 11 });
    expect(await here.twin.callsOf('MigrateCluster')).toHaveLength(1);
  });

  it('of someone who is refused by the cloud for want of permission is answered as that, exit 4', async () => {
    const here = await scene();
    const { yes } = await parked(here);
    const refuse = { status: 403, code: 'Forbidden.RAM', message: 'no permission for cs:MigrateCluster' };
    await here.twin.spoil({ match: { action: 'MigrateCluster' }, effect: { refuse } });
    const denied = await here.onward(['resume', '--approve', yes]);
    expect(denied).toMatchObject({ exit: 4, stderr: expect.stringContaining('CRD006') as string });
    expect(lastLine(denied)).toContain('exit 4 (credentials)  next: onward plan prod.yaml');
  });
});
