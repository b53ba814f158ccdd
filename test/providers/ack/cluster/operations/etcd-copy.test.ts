import { describe, expect, it } from 'vitest';
import { operations } from '../../../../../providers/ack/cluster/operations/all.ts';
import { proveStates, type State } from './prove-states.ts';
import { call, clusterId, fence, stubHands, type Cloud } from './stub-hands.ts';
import { samples } from './samples.ts';
import { bucketInfo, copyArgs } from './things.ts';

const key = `etcd_${clusterId}_20261122010500`;
const copies = (keys: readonly string[]): Cloud => ({
  answers: { getBucketInfo: bucketInfo, getBucketVersioning: '', listObjects: keys.map((one) => ({ key: one })) },
});
const versioned: Cloud = {
  answers: {
    getBucketInfo: bucketInfo,
    getBucketVersioning: 'Suspended',
    listObjectVersions: [
      { key, versionId: 'V1', isMarker: false },
      { key, versionId: 'V2', isMarker: true },
    ],
  },
};

const etcd: readonly State[] = [
  { operation: 'delete-etcd-copy', reason: 'none is there', cloud: copies([]), is: 'done' },
  {
    operation: 'delete-etcd-copy',
    reason: 'the bucket is gone',
    cloud: { answers: { getBucketInfo: null } },
    is: 'done',
  },
  {
    operation: 'delete-etcd-copy',
    reason: 'one is there',
    cloud: copies([key]),
    is: 'not-done',
    performs: 'deleteObjects',
  },
  {
    operation: 'delete-etcd-copy',
    reason: 'an old version is one too',
    cloud: versioned,
    is: 'not-done',
    performs: 'deleteObjects',
  },
  {
    operation: 'delete-etcd-copy',
    reason: 'a prefix that covers more than ours',
    args: { prefix: 'etcd_' },
    cloud: copies([key]),
    is: 'not-done',
    performs: 'Onward.NotOurs',
  },
  {
    operation: 'delete-etcd-copy',
    reason: 'more than one request takes',
    cloud: copies(Array.from({ length: 1_001 }, (_, number) => `${key}-${number}`)),
    is: 'not-done',
    performs: 'Onward.TooMany',
  },
];

proveStates('copies of etcd', etcd);

const sentBy = async (operation: string, cloud: Cloud, args = samples[operation]!.args) => {
  const stub = stubHands(cloud);
  const answer = await operations[operation]!.perform(stub.hands, call(operation, args), fence);
  return { answer, sent: stub.writes[0]!.sent };
};

describe('what is sent', () => {
  it('is every version and marker of a copy, with one request', async () => {
    const { sent } = await sentBy('ack.delete-etcd-copy/1', versioned, copyArgs);
    expect(sent[1]).toEqual([
      { key, versionId: 'V1' },
      { key, versionId: 'V2' },
    ]);
  });
});
