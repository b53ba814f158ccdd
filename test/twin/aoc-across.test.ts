import { describe, expect, it } from 'vitest';
import { aocClient, across, center, type AocClient, type Row } from './aoc-client.ts';
import { startWorld } from './start-world.ts';

const at = (client: AocClient, cluster: string): Promise<readonly Row[]> =>
  client.list('vms', { cluster: { name: cluster } });

async function migrate(client: AocClient, type: string, config: Row = {}, data: Row = {}): Promise<Row> {
  const { task_id } = await client.mutate('migrate-vm-across-cluster', await across(client, type, config, data));
  return client.await(task_id);
}

const attempt = async (client: AocClient, type: string, config: Row = {}, data: Row = {}): Promise<unknown> => {
  const { status, body } = await client.call('migrate-vm-across-cluster', await across(client, type, config, data));
  return status === 200 ? 'accepted' : `${status} ${(body as Row | null)?.['message'] as string}`;
};

const clientOf = async (fields = '', more = ''): Promise<AocClient> =>
  aocClient(
    await startWorld(
      center(`{name: m, cluster: hz-a, host: hz-a-1, labels: {app: erp}, snapshots: [{name: s}], ${fields}}`, more),
    ),
  );

describe('migrating to another cluster', () => {
  it.each([
    { type: 'LIVE_MIGRATE', status: 'RUNNING', how: 'live' },
    { type: 'COLD_MIGRATE', status: 'STOPPED', how: 'cold' },
  ])(
    '$type makes a copy that is $status at the end, in the mapped network, and keeps the source, off',
    async ({ type, status, how }) => {
      const client = await clientOf(`status: ${status}`);
      const [source] = await at(client, 'hz-a');
      const [nic] = await client.list('vm-nics', { vm: { name: 'm' } });
      const task = await migrate(client, type);
      expect(task).toMatchObject({
        status: 'SUCCESSED',
        resource_mutation: 'migrateVmAcrossCluster',
        description: expect.stringContaining(`performing a ${how} migration`) as string,
      });
      expect(
        (task['steps'] as readonly Row[]).every(
          ({ finished, current, total }) => finished === true && current === total,
        ),
      ).toBe(true);
      const [copy] = await at(client, 'hz-b');
      expect(copy).toMatchObject({
        name: 'm',
        status,
        entityAsyncStatus: null,
        labels: [],
        snapshots: [],
        bios_uuid: source!['bios_uuid'],
      });
      expect(copy!['id']).not.toBe(source!['id']);
      expect(await client.list('vm-nics', { vm: { id: copy!['id'] } })).toMatchObject([
        { vlan: { name: 'v110' }, mac_address: nic!['mac_address'] },
      ]);
      expect(await at(client, 'hz-a')).toMatchObject([
        { id: source!['id'], status: 'STOPPED', entityAsyncStatus: null },
      ]);
    },
  );

  it('shows its bytes and its rate while it copies, and a copy that is being created', async () => {
    const client = await clientOf('copyMinutes: 10, disks: [{GiB: 100, usedGiB: 60}]');
    const { task_id } = await client.mutate('migrate-vm-across-cluster', await across(client, 'CUTOVER_MIGRATE'));
    const [step] = (await client.one('tasks', { id: task_id }))['steps'] as readonly Row[];
    expect(step).toMatchObject({
      unit: 'BYTE',
      total: 60 * 1024 ** 3,
      per_second: Math.round((60 * 1024 ** 3) / 600),
      finished: false,
    });
    expect(await at(client, 'hz-b')).toMatchObject([{ status: 'STOPPED', entityAsyncStatus: 'CREATING' }]);
    expect(await at(client, 'hz-a')).toMatchObject([{ status: 'RUNNING', entityAsyncStatus: 'UPDATING' }]);
  });

  it('deletes the source only when told to, and into the recycle bin where the world says so', async () => {
    const gone = await clientOf();
    await migrate(gone, 'LIVE_MIGRATE', { delete_src_vm: true });
    expect(await at(gone, 'hz-a')).toEqual([]);
    const bin = await clientOf('', 'undocumented: {deletedSource: recycleBin}');
    await migrate(bin, 'LIVE_MIGRATE', { delete_src_vm: true });
    expect(await at(bin, 'hz-a')).toMatchObject([{ in_recycle_bin: true }]);
    expect(await attempt(await clientOf('protected: true'), 'LIVE_MIGRATE', { delete_src_vm: true })).toMatch(
      /^400 .*protected/,
    );
  });

  it.each<{ reason: string; fields?: string; type?: string; config?: Row; data?: Row; says: RegExp }>([
    { reason: 'an unknown type', type: 'SEGMENT_MIGRATE', says: /^400 "migrate_type"/ },
    { reason: 'no networks', config: { network_mapping: null }, says: /^400 "network_mapping"/ },
    { reason: 'a network left out', config: { network_mapping: [] }, says: /^400 Network v10 .* not mapped/ },
    {
      reason: 'a network that is not on the target',
      config: { network_mapping: [{ src_vlan_local_id: 'a', dest_vlan_local_id: 'b' }] },
      says: /^400 .*no network of cluster hz-b/,
    },
    { reason: 'hot of one that is off', fields: 'status: STOPPED', says: /^400 .*STOPPED/ },
    { reason: 'staged of one that is off', fields: 'status: STOPPED', type: 'CUTOVER_MIGRATE', says: /^400 .*STOPPED/ },
    { reason: 'cold of one that runs', type: 'COLD_MIGRATE', says: /^400 .*RUNNING/ },
    {
      reason: 'staged without a system',
      fields: 'os: none',
      type: 'CUTOVER_MIGRATE',
      says: /^400 .*no operating system/,
    },
    { reason: 'a suspended one', fields: 'status: SUSPENDED', type: 'COLD_MIGRATE', says: /^400 .*SUSPENDED/ },
    { reason: 'a VPC NIC', fields: 'nics: [{type: VPC}]', says: /^400 .*VPC/ },
    { reason: 'a shared volume', fields: 'disks: [{sharing: true}]', says: /^400 .*shared/ },
    { reason: 'a GPU', fields: 'devices: [{kind: gpu, name: A10}]', says: /^400 .*devices/ },
    {
      reason: 'a GPU that may be left behind',
      fields: 'devices: [{kind: gpu, name: A10}]',
      config: { remove_unmovable_devices: true },
      says: /^accepted/,
    },
    { reason: 'a locked one', fields: 'busy: UPDATING', says: /^400 The resource is locked/ },
    { reason: 'the recycle bin', fields: 'inRecycleBin: true', says: /^400/ },
    { reason: 'an unknown cluster', data: { cluster_id: 'x' }, says: /^404/ },
    { reason: 'a host of elsewhere', data: { host_id: 'x' }, says: /^400 The host is not in cluster hz-b/ },
  ])('is refused, or not, for $reason', async ({ fields, type = 'LIVE_MIGRATE', config, data, says }) => {
    const client = await clientOf(fields);
    expect(await attempt(client, type, config, data)).toMatch(says);
  });

  it('goes to ACOS clusters alone, and answers 304 to a machine that is there', async () => {
    const client = await clientOf();
    const store = await client.one('clusters', { name: 'store' });
    expect(await attempt(client, 'LIVE_MIGRATE', {}, { cluster_id: store['id'] })).toMatch(/^400 .*SMTX_ZBS/);
    const own = await client.one('clusters', { name: 'hz-a' });
    expect(
      await client.call(
        'migrate-vm-across-cluster',
        await across(client, 'LIVE_MIGRATE', {}, { cluster_id: own['id'] }),
      ),
    ).toMatchObject({ status: 304, body: null });
  });

  it.each([
    { version: '4.6.0', policy: { elf_storage_policy: undefined }, says: /^400 "elf_storage_policy" is required/ },
    { version: '4.6.0', policy: { elf_replica_storage_policy: 'REPLICA_2_THIN_PROVISION' }, says: /^400 "elf_replica/ },
    { version: '4.6.0', policy: { elf_storage_policy: 'EC' }, says: /^accepted/ },
    { version: '4.3.0', policy: { elf_storage_policy: 'EC' }, says: /^400 "elf_storage_policy" is not one of/ },
    { version: '3.4.0', policy: { elf_storage_policy: 'ELF_CP_REPLICA_2_THIN_PROVISION' }, says: /^400/ },
    { version: '4.7.0', policy: { elf_storage_policy: undefined }, says: /^accepted/ },
    {
      version: '4.7.0',
      policy: { elf_storage_policy: undefined, elf_replica_storage_policy: 'REPLICA_3_THICK_PROVISION' },
      says: /^accepted/,
    },
    {
      version: '4.7.0',
      policy: { elf_storage_policy: undefined, elf_ec_storage_policy: { ec_k: 4, ec_m: 2 } },
      says: /^accepted/,
    },
  ])('knows the storage policies of $version: $policy', async ({ version, policy, says }) => {
    expect(await attempt(await clientOf('', `version: ${version}`), 'LIVE_MIGRATE', policy)).toMatch(says);
  });

  it.each([
    {
      reason: 'the name is taken',
      world: () => aocClientOf('{name: m, cluster: hz-a}, {name: m, cluster: hz-b}'),
      code: 'VM_DUPLICATED_NAME',
    },
    { reason: 'there is no room', world: () => clientOf('disks: [{GiB: 40000, usedGiB: 30000}]'), code: 'EAllocSpace' },
    { reason: 'the CPU fits no host', world: () => clientOf('cpuModel: rome'), code: 'HostCpuModelFilter' },
    {
      reason: 'no network leads there',
      world: () => clientOf('', 'links: [{between: [hz-a, hz-b]}]'),
      code: 'JOB_VM_MIGRATE_NETWORK_UNREACHABLE',
    },
    { reason: 'the world wants it', world: () => clientOf('fail: {phase: delta, code: EIO}'), code: 'EIO' },
  ])('fails in its task when $reason, and leaves the source running and nothing there', async ({ world, code }) => {
    const client = await world();
    const before = await at(client, 'hz-b');
    expect(await migrate(client, 'LIVE_MIGRATE')).toMatchObject({ status: 'FAILED', error_code: code });
    expect(await at(client, 'hz-a')).toMatchObject([{ status: 'RUNNING', entityAsyncStatus: null }]);
    expect(await at(client, 'hz-b')).toHaveLength(before.length);
  });

  it('asks neither CPU nor network of a staged one, and takes a new name', async () => {
    const client = await clientOf('cpuModel: rome', 'links: [{between: [hz-a, hz-b]}]');
    expect(await attempt(client, 'CUTOVER_MIGRATE', { new_name: 'n' })).toBe('accepted');
    expect(await at(client, 'hz-b')).toMatchObject([{ name: 'n' }]);
  });
});

const aocClientOf = async (machines: string): Promise<AocClient> => aocClient(await startWorld(center(machines)));
