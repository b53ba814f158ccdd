import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startTwin } from '../../src/twin/start.ts';
import { readWorld } from '../../src/twin/world.ts';

describe('a sample world', () => {
  it.each(readdirSync('worlds').filter((name) => name.endsWith('.yaml')))(
    'worlds/%s can be read and started',
    async (name) => {
      const read = readWorld(readFileSync(`worlds/${name}`, 'utf8'), name);
      expect(read).toMatchObject({ ok: true });
      if (!read.ok) return;
      const twin = await startTwin({ world: read.value });
      await twin.close();
      expect(Object.keys(twin.ready.clusters)).toHaveLength(read.value.ack?.clusters?.length ?? 0);
      expect(Object.keys(twin.ready.env).some((key) => key.startsWith('ONWARD_AOC_'))).toBe(
        read.value.aoc !== undefined,
      );
    },
  );

  it('says all of a dedicated cluster in a few lines, as its description shows', async () => {
    const text = `apiVersion: onward/v1
kind: World
account: {id: "1234567890123456", accessKeys: [{id: LTAItwin, secret: twin-secret}]}
ack:
  clusters:
    - id: c82e6987e2961451182edacd74faf0000
      name: prod-hangzhou
      type: Kubernetes
      spec: ""
      version: 1.22.15-aliyun.1
      region: cn-hangzhou
      timezone: Asia/Shanghai
      loadBalancer: lb-bp1o94dp5i6ea
      masters: [{instance: i-bp1a, cloudAssistant: true, systemPods: [metrics-server-7d4f]}, {instance: i-bp1b}, {instance: i-bp1c, cloudAssistant: false}]
      workers: 6
      components: {cgpu: basic, terwayControlplane: false, virtualNode: false, albController: false}
      migrate: {minutes: 12, apiDownMinutes: 7, fail: null}
slb: {loadBalancers: [{id: lb-bp1o94dp5i6ea, spec: slb.s0.share, chargeType: PayBySpec, address: 192.168.0.251}]}
ram: {roles: [{name: KubernetesMasterRole-1f2e, policies: [{name: k8sMasterRolePolicy-1f2e, versions: 3}]}]}
oss: {buckets: [{name: prod-move, region: cn-hangzhou, acl: private, referer: {allowEmpty: true}}]}
faults: []
`;
    const read = readWorld(text, 'w.yaml');
    if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
    const twin = await startTwin({ world: read.value });
    const shown = (await (await fetch(`${twin.url}/_twin/world`)).json()) as object;
    await twin.close();
    expect(shown).toMatchObject({
      ack: { clusters: [{ masterRole: 'KubernetesMasterRole-1f2e', controlPlane: 'masters', apiDown: false }] },
      ecs: {
        instances: [
          { id: 'i-bp1a', cloudAssistant: true },
          { id: 'i-bp1b', cloudAssistant: true },
          { id: 'i-bp1c', cloudAssistant: false },
          ...(Array(6).fill({ ramRole: expect.stringMatching(/^KubernetesWorkerRole-/) as string }) as object[]),
        ],
      },
      slb: {
        loadBalancers: [{ id: 'lb-bp1o94dp5i6ea', spec: 'slb.s0.share', backends: ['i-bp1a', 'i-bp1b', 'i-bp1c'] }],
      },
      ram: {
        policies: [{ name: 'k8sMasterRolePolicy-1f2e', defaultVersion: 'v3' }, {}, { name: 'AdministratorAccess' }],
      },
      oss: { buckets: [{ name: 'prod-move', owner: '1234567890123456', storageClass: 'Standard', objects: [] }] },
    });
  });
});
