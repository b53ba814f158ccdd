import { describe, expect, it } from 'vitest';
import { callOf, desiredFor, driverAt } from '../../settings.ts';
import { scriptCloud, type Script } from '../../scripted-cloud.ts';
import { clusterId, clusterScript, kubernetesScript, pro, routes, task } from '../../scripted-cluster.ts';
import { after, cases, since } from './migrate-cases.ts';

const call = callOf('ack.migrate/1', desiredFor({ clusterId }));

describe('the probe of a migration', () => {
  it.each(cases)('says $is: $reason', async ({ args, since: from, known, ready, over, is, why, ...parts }) => {
    const api = await scriptCloud(ready === true ? kubernetesScript() : {});
    const server = ready === true ? api.url : 'http://127.0.0.1:9';
    const knownLine: Script = known === undefined ? {} : { [routes.task('T-1')]: { body: known } };
    const cloud = await scriptCloud({ ...clusterScript({ ...parts, server }), ...knownLine, ...over });
    const probe = await driverAt(cloud.url).probe({ ...call, args: args ?? {} }, from);
    expect(probe).toMatchObject({ is });
    if (why !== undefined) expect(JSON.stringify(probe)).toContain(why);
    expect(cloud.arrived.every(({ method, path }) => method === 'GET' || path === '/')).toBe(true);
  });

  it('proves the end by call, request id, time and the raw fields', async () => {
    const api = await scriptCloud(kubernetesScript());
    const cloud = await scriptCloud(clusterScript({ cluster: pro, tasks: [task('success', after)], server: api.url }));
    const probe = await driverAt(cloud.url).probe(call, since);
    expect(probe).toMatchObject({
      is: 'done',
      proof: [
        { call: 'DescribeClusterTasks', request: 'REQ-1', says: expect.stringContaining('state=success') as unknown },
        {
          call: 'DescribeClusterDetail',
          says: 'state=running cluster_type=ManagedKubernetes cluster_spec=ack.pro.small',
        },
        { call: 'GET /readyz', request: 'AUDIT', says: 'ready' },
      ],
    });
  });

  it('reads the cluster after the tasks and events, so that a migration that starts in between shows', async () => {
    const cloud = await scriptCloud(clusterScript());
    await driverAt(cloud.url).probe(call, since);
    expect(cloud.arrived.map(({ path }) => path)).toEqual([
      `/clusters/${clusterId}/tasks`,
      '/events',
      `/clusters/${clusterId}`,
    ]);
  });
});
