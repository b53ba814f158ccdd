import { describe, expect, it } from 'vitest';
import { openBucketStore } from '../../src/store/bucket.ts';
import { storeContract } from './contract.ts';
import { memoryBucket } from './memory-bucket.ts';

const place = { scheme: 'oss', bucket: 'moves', prefix: 'onward' };

storeContract('a bucket', () => {
  const { port } = memoryBucket();
  return Promise.resolve((ports) => openBucketStore(port, place, ports));
});

storeContract('a bucket whose lists never show anything', () => {
  const bucket = memoryBucket();
  bucket.freezeLists();
  return Promise.resolve((ports) => openBucketStore(bucket.port, { ...place, prefix: '' }, ports));
});
