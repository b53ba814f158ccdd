import { describe, expect, it } from 'vitest';
import { callRpc, errorOf, type Row } from './clients.ts';
import { addFault, calls } from './control.ts';
import { fetchRpcV1 } from './legacy-clients.ts';
import { oneCluster, startWorld } from './start-world.ts';
import { versions } from './clients.ts';
import type { Twin } from '../../src/twin/start.ts';

const world = oneCluster(
  'type: Kubernetes, loadBalancer: lb-1',
  'ram: {policies: [{name: p}]}\necs: {instances: [{id: i-x}]}\nvpc: {vSwitches: [{id: vsw-x}]}',
);
const PolicyDocument = '{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

/** One call of each product. */
const targets = [
  { product: 'ECS', action: 'ModifyInstanceAttribute', query: { InstanceId: 'i-x', DeletionProtection: true } },
  {
    product: 'SLB',
    action: 'ModifyLoadBalancerInstanceSpec',
    query: { LoadBalancerId: 'lb-1', LoadBalancerSpec: 'slb.s2.small' },
  },
  { product: 'RAM', action: 'CreatePolicyVersion', query: { PolicyName: 'p', PolicyDocument } },
  { product: 'VPC', action: 'DescribeVSwitches', query: { VSwitchId: 'vsw-x' } },
] as const;

/** Whether the write of `targets` has taken place, by another read. */
async function isDone(twin: Twin, product: string): Promise<boolean> {
  const read = (call: Parameters<typeof callRpc>[1]): Promise<Row> => callRpc(twin, call);
  if (product === 'ECS') {
    const query = { InstanceId: 'i-x' };
    return (await read({ product: 'ECS', action: 'DescribeInstanceAttribute', query }))['DeletionProtection'] === true;
  }
  const answer =
    product === 'SLB'
      ? await (await fetch(`${twin.url}/_twin/world`)).text()
      : JSON.stringify(
          await read({
            product: 'RAM',
            action: 'ListPolicyVersions',
            query: { PolicyName: 'p', PolicyType: 'Custom' },
          }),
        );
  return answer.includes(product === 'SLB' ? '"spec":"slb.s2.small"' : '"v2"');
}

describe('faults of RPC products', () => {
  it.each(targets)('refuse and throttle $product $action in its own casing', async ({ product, action, query }) => {
    const twin = await startWorld(world);
    await addFault(twin, { match: { product, action }, effect: { refuse: { status: 500, code: 'InternalError' } } });
    await addFault(twin, { match: { action, nth: 2 }, effect: { throttle: { retryAfterMs: 1500 } } });
    const call = (): Promise<Row> => callRpc(twin, { product, action, query });
    expect(await errorOf(call())).toMatchObject({ statusCode: 500, code: 'InternalError' });
    expect(await errorOf(call())).toMatchObject({ statusCode: 400, code: 'Throttling.User', retryAfter: 1500 });
    expect(await call()).toHaveProperty('RequestId');
    const rows = await calls(twin);
    expect(rows.map(({ target }) => target)).toEqual(Array(3).fill(Object.values(query)[0]));
    expect(rows.map(({ fault }) => fault)).toEqual(['refuse', 'throttle', null]);
  });

  it.each(
    targets
      .filter(({ product }) => product !== 'VPC')
      .flatMap((target) => [
        { ...target, effect: { drop: 'before' }, done: false },
        { ...target, effect: { drop: 'after' }, done: true },
        { ...target, effect: { html502: 'before' }, done: false },
        { ...target, effect: { html502: 'after' }, done: true },
        { ...target, effect: { empty200: {} }, done: true },
      ]),
  )(
    '$effect leave $product $action without an answer; it is done: $done',
    async ({ product, action, query, effect, done }) => {
      const twin = await startWorld(world);
      await addFault(twin, { match: { action }, effect });
      await errorOf(callRpc(twin, { product, action, query }));
      expect(await isDone(twin, product)).toBe(done);
    },
  );

  it('answer an older client in XML as well, and delay an answer but not its effect', async () => {
    const twin = await startWorld(world);
    const parameters = { Action: 'DescribeVpcs', Version: versions.VPC };
    await addFault(twin, { match: { action: 'DescribeVpcs' }, effect: { throttle: { retryAfterMs: 7 } } });
    await addFault(twin, { match: { action: 'DescribeVpcs', nth: 2 }, effect: { delay: { ms: 30 } } });
    const throttled = await fetchRpcV1(twin, parameters);
    expect(throttled.headers.get('x-acs-retry-after')).toBe('7');
    expect(await throttled.text()).toContain('<Code>Throttling.User</Code>');
    expect((await fetchRpcV1(twin, parameters)).status).toBe(200);
  });
});
