import type { BucketPlace } from '../core/bucket-place.ts';
import { succeed, type Result } from '../core/diagnostic.ts';
import type { ObjectPort } from '../core/objects.ts';
import { bucketShelf } from './bucket-shelf.ts';
import { getText } from './bucket-writes.ts';
import { machinePorts, type StorePorts } from './ports.ts';
import { openShelfStore } from './shelf-store.ts';
import type { Store } from './store.ts';
import { guarded } from './trouble.ts';

/** Opens the store in a bucket, which need not be there yet. Reads only. */
export const openBucketStore = (
  port: ObjectPort,
  { scheme, bucket, prefix }: BucketPlace,
  ports: StorePorts = machinePorts,
): Promise<Result<Store>> => {
  const root = `${scheme}://${bucket}/`;
  const shelf = bucketShelf({ port, sleep: (ms) => ports.sleep(ms) }, root);
  return openShelfStore({ ...ports, shelf }, `${root}${prefix}`.replace(/\/$/, ''));
};

/** The text of one object, which `place` names; null where there is none. */
export const readObject = (port: ObjectPort, place: BucketPlace): Promise<Result<string | null>> => {
  const { scheme, bucket, prefix } = place;
  return guarded(`${scheme}://${bucket}/${prefix}`, async () =>
    succeed(await getText({ port, sleep: machinePorts.sleep }, prefix)),
  );
};
