import { storages } from '../../providers/registry.ts';
import { bucketPlaceIn, isBucket } from '../core/bucket-place.ts';
import { codes } from '../core/codes.ts';
import { error, fail, type Result } from '../core/diagnostic.ts';
import { openBucketStore } from '../store/bucket.ts';
import { openDirectoryStore } from '../store/directory.ts';
import type { Store } from '../store/store.ts';
import { driverSettings, type Host } from './host.ts';

const noPlace = (place: string): Result<never> =>
  fail(
    error('STO038', {
      summary: `${codes.STO038.title}: ${place}`,
      detail: codes.STO038.means,
      remedy: codes.STO038.remedy,
    }),
  );

/**
 * Opens the store at a place, a folder or a bucket, with what the host has for stores: the one way to one, so that none is
 * opened past its host.
 */
export const openStore = async (host: Host, place: string): Promise<Result<Store>> => {
  if (!isBucket(place)) return openDirectoryStore(place, host.storePorts);
  const bucket = bucketPlaceIn(place);
  const storage = storages.find(({ scheme }) => scheme === bucket?.scheme);
  if (bucket === null || storage === undefined) return noPlace(place);
  const port = await storage.open(driverSettings(host), bucket.bucket);
  return openBucketStore(port, bucket, host.storePorts);
};
