import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aocClient, type AocClient, type Row } from './aoc-client.ts';
import { startWorld } from './start-world.ts';

type Try = 'hot' | 'cold' | 'staged';

const types = { hot: 'LIVE_MIGRATE', cold: 'COLD_MIGRATE', staged: 'CUTOVER_MIGRATE' } as const;

/** What the center says to a migration from hz-a to hz-b of a fresh sample world: ok, 400 or the code of the failed task. */
async function ask(client: AocClient, name: string, how: Try): Promise<string> {
  const rows = await client.list('vms', { name, cluster: { name: 'hz-a' } });
  const id = rows[0]!['id'];
  const targets = await client.list('vlans', { vds: { cluster: { name: 'hz-b' } } });
  const sources = await client.list('vlans', { type: 'VM', vds: { cluster: { name: 'hz-a' } } });
  const { body, status } = await client.call('migrate-vm-across-cluster', {
    where: { id },
    data: {
      cluster_id: (await client.one('clusters', { name: 'hz-b' }))['id'],
      vm_config: {
        migrate_type: types[how],
        elf_storage_policy: 'REPLICA_2_THIN_PROVISION',
        network_mapping: sources.map((source, index) => ({
          src_vlan_local_id: source['local_id'],
          dest_vlan_local_id: targets[index]!['local_id'],
        })),
      },
    },
  });
  if (status !== 200) return String(status);
  const [made] = body as readonly Row[];
  const task = await client.await(
    String(made!['task_id']),
    (row) => row['status'] !== 'PENDING' && row['status'] !== 'EXECUTING',
  );
  return task['status'] === 'FAILED' ? String(task['error_code']) : 'ok';
}

const short = readFileSync('worlds/machines.yaml', 'utf8');
const full = readFileSync('worlds/machines-verdicts.yaml', 'utf8');

/** Of one machine, what becomes of each way, tried on a world of its own. */
async function verdicts(world: string, name: string): Promise<Readonly<Record<Try, string>>> {
  const tryOne = async (how: Try): Promise<string> => ask(await aocClient(await startWorld(world)), name, how);
  return { hot: await tryOne('hot'), cold: await tryOne('cold'), staged: await tryOne('staged') };
}

describe('the sample world of machines', () => {
  it.each([
    { name: 'erp-web-1', hot: 'ok', cold: '400', staged: 'ok' },
    { name: 'erp-db', hot: 'HostCpuModelFilter', cold: '400', staged: 'ok' },
    { name: 'erp-old', hot: 'ok', cold: '400', staged: 'ok' },
    { name: 'erp-batch', hot: '400', cold: 'ok', staged: '400' },
    { name: 'erp-gpu', hot: '400', cold: '400', staged: '400' },
    { name: 'erp-vpc', hot: '400', cold: '400', staged: '400' },
  ])('answers of $name as its comment says', async ({ name, ...expected }) => {
    expect(await verdicts(short, name)).toEqual(expected);
  });

  it('names in its ready line all that a client of the center needs', async () => {
    const twin = await startWorld(short);
    const { env } = twin.ready;
    expect(env['ONWARD_AOC_HZ_URL']).toBe(twin.url);
    const client = await aocClient(twin, {
      username: env['ONWARD_AOC_HZ_USERNAME'],
      password: env['ONWARD_AOC_HZ_PASSWORD'],
    });
    expect(await client.list('clusters', { type: 'SMTX_OS' })).toHaveLength(2);
    expect(await client.list('clusters', { type_not: 'SMTX_OS' })).toHaveLength(1);
  });
});

describe('the world of verdicts', () => {
  it.each([
    { name: 'erp-web-1', hot: 'ok', cold: '400', staged: 'ok' },
    { name: 'erp-db', hot: 'HostCpuModelFilter', cold: '400', staged: 'ok' },
    { name: 'erp-appliance', hot: 'ok', cold: '400', staged: '400' },
    { name: 'erp-blackbox', hot: 'HostCpuModelFilter', cold: '400', staged: '400' },
    { name: 'erp-batch', hot: '400', cold: 'ok', staged: '400' },
    { name: 'erp-idle', hot: '400', cold: '400', staged: '400' },
    { name: 'erp-gone', hot: '400', cold: '400', staged: '400' },
    { name: 'erp-lost', hot: '400', cold: '400', staged: '400' },
    { name: 'erp-busy', hot: '400', cold: '400', staged: '400' },
    { name: 'aoc', hot: '400', cold: '400', staged: '400' },
    { name: 'erp-gpu', hot: '400', cold: '400', staged: '400' },
    { name: 'erp-dongle', hot: '400', cold: '400', staged: '400' },
    { name: 'erp-fast', hot: '400', cold: '400', staged: '400' },
    { name: 'erp-vpc', hot: '400', cold: '400', staged: '400' },
    { name: 'erp-shared', hot: '400', cold: '400', staged: '400' },
    { name: 'erp-notools', hot: 'ok', cold: '400', staged: 'ok' },
    { name: 'erp-twice', hot: 'VM_DUPLICATED_NAME', cold: '400', staged: 'VM_DUPLICATED_NAME' },
    { name: 'erp-frail', hot: 'EIO', cold: '400', staged: 'EIO' },
  ])('answers of $name as its comment says', async ({ name, ...expected }) => {
    expect(await verdicts(full, name)).toEqual(expected);
  });

  it('has two machines of one name within a cluster, and the same across clusters', async () => {
    const client = await aocClient(await startWorld(full));
    expect(await client.list('vms', { name: 'erp-same', cluster: { name: 'hz-a' } })).toHaveLength(2);
    const twice = await client.list('vms', { name: 'erp-twice', status: 'RUNNING' });
    expect(new Set(twice.map((row) => row['bios_uuid'])).size).toBe(1);
    expect(new Set(twice.map((row) => row['id'])).size).toBe(2);
  });
});
