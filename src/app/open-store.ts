import { storages } from '../../providers/registry.ts';
import type { Permit, Role } from '../core/access.ts';
import { bucketPlaceIn, isBucket, type BucketPlace } from '../core/bucket-place.ts';
import { codes } from '../core/codes.ts';
import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import type { ObjectStorage } from '../core/objects.ts';
import { openBucketStore, readObject } from '../store/bucket.ts';
import { openDirectoryStore } from '../store/directory.ts';
import type { Store } from '../store/store.ts';
import { driverSettings, type Host } from './host.ts';
import type { StorePlace } from './store-place.ts';

interface Bucket {
  readonly at: BucketPlace;
  readonly storage: ObjectStorage;
}

const noPlace = (place: string): Result<never> => {
  const { title, means, remedy } = codes.STO038;
  return fail(error('STO038', { summary: `${title}: ${place}`, detail: means, remedy }));
};

const bucketOf = (place: string): Result<Bucket> => {
  const at = bucketPlaceIn(place);
  const storage = storages.find(({ scheme }) => scheme === at?.scheme);
  return at === null || storage === undefined ? noPlace(place) : succeed({ at, storage });
};

/**
 * Opens the store at a place, a folder or a bucket, with what the host has for stores: the one way to one, so that none is
 * opened past its host.
 */
export const openStore = async (host: Host, place: string): Promise<Result<Store>> => {
  if (!isBucket(place)) return openDirectoryStore(place, host.storePorts);
  const found = bucketOf(place);
  if (!found.ok) return found;
  const { at, storage } = found.value;
  return openBucketStore(await storage.open(driverSettings(host), at.bucket), at, host.storePorts);
};

/** Opens the store in which a run is looked for: where somebody named its place, no store there is a mistake and no empty answer. */
export const openStoreOfRuns = async (host: Host, { place, as }: StorePlace): Promise<Result<Store>> => {
  const opened = await openStore(host, place);
  if (!opened.ok || opened.value.id !== null || as === null) return opened;
  const { title, means, remedy } = codes.STO040;
  return fail(error('STO040', { summary: `${title}: ${place}`, detail: means, remedy }));
};

/** A file of a store in a bucket, by the whole of its name; null where there is none. */
export const readStored = async (host: Host, name: string): Promise<Result<string | null>> => {
  const found = bucketOf(name);
  if (!found.ok) return found;
  const { at, storage } = found.value;
  return readObject(await storage.open(driverSettings(host), at.bucket), at);
};

/** What a store needs to be allowed of a cloud: nothing in a folder, and nothing where its place is none. */
export const storePermits = (place: string, role: Role): readonly Permit[] => {
  const found = isBucket(place) ? bucketOf(place) : null;
  return found?.ok ? found.value.storage.access(found.value.at, role) : [];
};
