import type { Json } from '../../../../src/core/fact.ts';
import type { Referer, Worm } from '../../clients/oss-answers.ts';
import { andThen, mapReading, type Reading } from '../../../wire/reading.ts';
import { bucketFact, copiesPrefix, deniesFact, refererFact } from './bucket-facts.ts';
import type { FoundBucket } from './bucket-reads.ts';
import { plain } from './plain.ts';
import type { Reads } from './reads.ts';
import { topic } from './topic.ts';

type Ours = Extract<FoundBucket, { state: 'ours' }>;

/** Of a bucket that is not ours nothing more is asked: `otherwise` says what that means. */
const ofOurs = async <T>(
  { bucket }: Reads,
  read: (ours: Ours) => Promise<Reading<T>>,
  otherwise: (state: Exclude<FoundBucket['state'], 'ours'>) => T,
): Promise<Reading<T>> =>
  andThen(await bucket(), (found, source): Promise<Reading<T>> | Reading<T> =>
    found.state === 'ours' ? read(found) : { ok: true, value: otherwise(found.state), source },
  );

interface WithWorm {
  readonly found: FoundBucket;
  readonly worm: Worm | null;
}

const whole = topic(
  ['bucket'],
  (reads): Promise<Reading<WithWorm>> =>
    ofOurs<WithWorm>(
      reads,
      async (found) => {
        const worm = await reads.clients.oss.getBucketWorm(found.at);
        return worm.ok ? { ...worm, value: { found, worm: worm.value } } : worm;
      },
      (state) => ({ found: { state }, worm: null }),
    ),
  ({ found, worm }) => {
    const fact = bucketFact(found, worm);
    return { bucket: fact === null ? null : plain(fact) };
  },
);

/** On its own, for it is read again right before a bucket is made. */
const state = topic(
  ['bucket.state'],
  ({ bucket }) => bucket(),
  (found) => ({ 'bucket.state': found.state === 'none' ? null : found.state }),
);

const referer = topic(
  ['bucket.referer', 'bucket.allowsEmptyReferer'],
  (reads) =>
    ofOurs<Referer | null>(
      reads,
      ({ at }) => reads.clients.oss.getBucketReferer(at),
      () => null,
    ),
  (value) => ({
    'bucket.referer': value === null ? null : plain(refererFact(value)),
    'bucket.allowsEmptyReferer': value === null ? null : value.allowEmpty,
  }),
);

/** A bucket that is not there denies nothing; of somebody else's nobody can tell. */
const denies = topic(
  ['bucket.denies'],
  (reads) =>
    ofOurs<{ readonly denies: Json }>(
      reads,
      async ({ at }) => {
        const { account, target } = reads;
        const policy = await reads.clients.oss.getBucketPolicy(at);
        const where = { ...at, account, clusterId: target.id };
        return policy.ok ? { ...policy, value: { denies: deniesFact(policy.value, where) } } : policy;
      },
      (is) => ({ denies: is === 'none' ? null : is === 'absent' ? 'no' : 'undecidable' }),
    ),
  (value) => ({ 'bucket.denies': value.denies }),
);

const copies = topic(
  ['bucket.copies'],
  (reads) =>
    ofOurs<{ readonly keys: readonly string[] | null }>(
      reads,
      async ({ at }) => {
        const objects = await reads.clients.oss.listObjects(at, copiesPrefix(reads.target.id));
        return mapReading(objects, (all) => ({ keys: all.map(({ key }) => key).sort() }), 'objects');
      },
      (is) => ({ keys: is === 'absent' ? [] : null }),
    ),
  ({ keys }) => ({ 'bucket.copies': keys }),
);

export const bucketTopics = { dedicated: [whole, state, referer, denies, copies] } as const;
