import { describe, expect, it } from 'vitest';
import { scene } from './scene.ts';

const clusters = Array.from({ length: 1000 }, (_, at) => ({
  id: `c${at.toString(16).padStart(32, '0')}`,
  name: `fleet-${String(at)}`,
  spec: at === 7 ? 'ack.standard' : 'ack.pro.small',
}));

const documents = clusters
  .map(({ id, name }) =>
    [
      'apiVersion: onward/v1',
      'kind: AckCluster',
      `metadata: { name: ${name} }`,
      `spec: { clusterId: ${id}, region: cn-hangzhou, edition: pro }`,
    ].join('\n'),
  )
  .join('\n---\n');

describe('drift of a thousand clusters', () => {
  it('costs the lists of their region and nothing a cluster, and finds the one that differs', async () => {
    const here = await scene({ world: { ack: { clusters } } });
    here.write('fleet.yaml', documents);
    const found = await here.onward(['drift', 'fleet.yaml', '--format', 'json']);
    expect(found.exit).toBe(2);
    expect(JSON.parse(found.stdout)).toMatchObject({ targets: 1000, rows: [{ address: 'AckCluster/fleet-7' }] });
    const calls = await here.twin.calls();
    expect(new Set(calls.map(({ action }) => action))).toEqual(
      new Set(['GetCallerIdentity', 'DescribeClustersForRegion']),
    );
    expect(calls.length).toBeLessThanOrEqual(1 + 1000 / 50);
  });
});
