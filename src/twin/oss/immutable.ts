import type { LiveBucket } from '../live-bucket.ts';
import type { LiveWorld } from '../live-world.ts';
import { minutes } from '../time.ts';
import { refuse, type Outcome } from './error.ts';

interface Touched {
  readonly world: LiveWorld;
  readonly key: string;
}

/** Under a retention rule nothing is overwritten, appended to or deleted before its time. */
export function findImmutable({ key, world }: Touched, { worm, objects }: LiveBucket): Outcome | undefined {
  const object = objects.get(key);
  if (worm === null || object === undefined) return undefined;
  const kept = world.clock.now() - object.at < minutes(worm.days * 24 * 60);
  return kept ? refuse(409, 'FileImmutable', 'The object you specified is immutable.', { Key: key }) : undefined;
}
