import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Cs, csClient } from './clients.ts';
import { kubernetes, post } from './control.ts';
import { clusterId, startWorld } from './start-world.ts';

describe('kubeconfigs', () => {
  it('wants the token of the kubeconfig, for this cluster and until it runs out', async () => {
    const other = `c${'0'.repeat(32)}`;
    const twin = await startWorld(
      `apiVersion: onward/v1\nkind: World\nack: {clusters: [{id: ${clusterId}}, {id: ${other}}]}\n`,
    );
    const client = csClient(twin);
    const request = new Cs.DescribeClusterUserKubeconfigRequest({
      privateIpAddress: true,
      temporaryDurationMinutes: 15,
    });
    const tokenOf = async (id: string): Promise<string> => {
      const { body } = await client.describeClusterUserKubeconfig(id, request);
      return (parse(body?.config ?? '') as { users: [{ user: { token: string } }] }).users[0].user.token;
    };
    const token = await tokenOf(clusterId);
    expect((await kubernetes(twin, '/readyz', token)).status).toBe(200);
    for (const wrong of ['', 'nonsense', await tokenOf(other)]) {
      const refused = await kubernetes(twin, '/readyz', wrong);
      expect(refused.status).toBe(401);
      expect(await refused.json()).toMatchObject({
        kind: 'Status',
        status: 'Failure',
        reason: 'Unauthorized',
        code: 401,
      });
    }
    await post(twin, 'clock', { advance: '16m' });
    expect((await kubernetes(twin, '/readyz', token)).status).toBe(401);
    expect((await kubernetes(twin, '/readyz')).status).toBe(200);
  });

  it('gives a kubeconfig whose server is the address of the ready line', async () => {
    const twin = await startWorld();
    const { body } = await csClient(twin).describeClusterUserKubeconfig(
      clusterId,
      new Cs.DescribeClusterUserKubeconfigRequest({ temporaryDurationMinutes: 60 }),
    );
    const config = parse(body?.config ?? '') as Record<string, unknown>;
    expect(config).toMatchObject({
      kind: 'Config',
      'current-context': clusterId,
      clusters: [{ cluster: { server: twin.ready.clusters[clusterId]?.kubernetes } }],
    });
    expect(body?.expiration).toBe('2026-11-22T01:00:30Z');
    const tooShort = new Cs.DescribeClusterUserKubeconfigRequest({ temporaryDurationMinutes: 14 });
    await expect(csClient(twin).describeClusterUserKubeconfig(clusterId, tooShort)).rejects.toMatchObject({
      statusCode: 400,
      code: 'InvalidParameter',
    });
  });
});
