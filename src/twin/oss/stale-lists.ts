import type { LiveBucket, LiveObject } from '../live-bucket.ts';
import type { Lag } from '../stale.ts';

/**
 * Keeps what lists show as it is now. The service documents that what is written is to be seen at once; this is for
 * finding out who cannot live without that.
 */
export function holdLists(bucket: LiveBucket | undefined, { reads, of }: Lag): void {
  if (bucket !== undefined && of.includes('lists')) bucket.behind = { objects: new Map(bucket.objects), left: reads };
}

/** The objects as one list sees them, which counts: each page is one. */
export function listedObjects({ objects, behind }: LiveBucket): ReadonlyMap<string, LiveObject> {
  if (behind === null || behind.left <= 0) return objects;
  behind.left -= 1;
  return behind.objects;
}
