import { bucketConfigs } from './bucket-config.ts';
import { deleteBucket } from './buckets.ts';
import { deleteManyOperation } from './delete-many.ts';
import { lists } from './list-objects.ts';
import { objectOperations } from './objects.ts';
import type { OssOperation } from './operation.ts';

/** The one list of operations on buckets and objects; where several fit, the first. */
const operations: readonly OssOperation[] = [
  ...bucketConfigs,
  deleteManyOperation,
  ...lists,
  { action: 'DeleteBucket', method: 'DELETE', on: 'bucket', access: 'owner', handle: deleteBucket },
  ...objectOperations,
];

/** Query parameters that make a call another operation; a call with one the twin does not have is not the plain one. */
const meaningful =
  `uploads uploadId partNumber objectMeta symlink restore tagging acl inventory cname replicationProgress
  replicationLocation stat live vod callback x-oss-process img style cors website lifecycle logging policy worm wormExtend
  encryption versioning requestPayment transferAcceleration metaQuery resourceGroup publicAccessBlock append delete`.split(
    /\s+/,
  );

interface Asked {
  readonly method: string;
  readonly on: 'bucket' | 'object';
  readonly query: URLSearchParams;
}

export function findOperation({ method, on, query }: Asked): OssOperation | undefined {
  const fitting = operations.filter((each) => each.method === method && each.on === on);
  const named = fitting.find((each) => each.query !== undefined && query.has(each.query));
  if (named !== undefined) return named;
  return meaningful.some((name) => query.has(name)) ? undefined : fitting.find((each) => each.query === undefined);
}

/** Actions as the call log and fault rules name them. */
export const ossActions: readonly string[] = [
  ...new Set(['ListBuckets', 'PutBucket', ...operations.map(({ action }) => action)]),
];
