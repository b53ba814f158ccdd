import { describe, expect, it } from 'vitest';
import { aocClient, across, center, type AocClient, type Row } from './aoc-client.ts';
import { startWorld } from './start-world.ts';

const clientOf = async (more: string): Promise<AocClient> =>
  aocClient(await startWorld(center('{name: m, cluster: hz-a}', more)));

async function attempt(client: AocClient, type: string, config: Row): Promise<string> {
  const { status, body } = await client.call('migrate-vm-across-cluster', await across(client, 'm', type, { config }));
  return status === 200 ? 'accepted' : `${status} ${String((body as Row)['message'])}`;
}

describe('the storage policy of a migration', () => {
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
    {
      version: '4.7.0',
      policy: { elf_ec_storage_policy: 'EC' },
      says: /^400 "elf_ec_storage_policy" must be an object/,
    },
    { version: '4.7.0', policy: { elf_ec_storage_policy: { ec_k: '4' } }, says: /^400 "elf_ec_storage_policy" takes/ },
    {
      version: '4.8.0',
      policy: { elf_replica_storage_policy: 'REPLICA_9' },
      says: /^400 "elf_replica_storage_policy" is/,
    },
  ])('knows the storage policies of $version: $policy', async ({ version, policy, says }) => {
    expect(await attempt(await clientOf(`version: ${version}`), 'LIVE_MIGRATE', policy)).toMatch(says);
  });

  it('by its new names is passed over before 4.7.0 where the world says so', async () => {
    const client = await clientOf('undocumented: {newPolicyFields: ignored}');
    expect(await attempt(client, 'LIVE_MIGRATE', { elf_ec_storage_policy: { ec_k: 4 } })).toBe('accepted');
    const [volume] = await client.list('vm-volumes', { cluster: { name: 'hz-b' } });
    expect(volume).toMatchObject({ elf_storage_policy: 'REPLICA_2_THIN_PROVISION', elf_storage_policy_ec_k: null });
  });

  it.each<{ config: Row; volume: Row }>([
    {
      config: { elf_storage_policy: undefined, elf_replica_storage_policy: 'REPLICA_3_THICK_PROVISION' },
      volume: {
        elf_storage_policy: 'REPLICA_3_THICK_PROVISION',
        elf_storage_policy_replica_num: 3,
        elf_storage_policy_thin_provision: false,
      },
    },
    {
      config: { elf_storage_policy: undefined, elf_ec_storage_policy: { ec_k: 4, ec_m: 2, thin_provision: false } },
      volume: {
        elf_storage_policy: 'EC',
        elf_storage_policy_ec_k: 4,
        elf_storage_policy_ec_m: 2,
        elf_storage_policy_thin_provision: false,
      },
    },
    {
      config: { elf_storage_policy: undefined },
      volume: { elf_storage_policy: 'REPLICA_2_THIN_PROVISION', elf_storage_policy_replica_num: 2 },
    },
  ])('is what the volumes of the copy have: $volume', async ({ config, volume }) => {
    const client = await clientOf('version: 4.8.0');
    expect(await attempt(client, 'LIVE_MIGRATE', config)).toBe('accepted');
    expect((await client.list('vm-volumes', { cluster: { name: 'hz-b' } }))[0]).toMatchObject(volume);
  });
});
