import type { LiveAccount } from './cluster.ts';
import type { WorldBucket } from './world-schema.ts';

/** One object of a bucket. */
export interface LiveObject {
  /** Bytes. */
  readonly size: number;
  /** Null: the world gave only a size; it reads as zeros. */
  readonly body: Uint8Array | null;
  /** CRC-64 of the content (ECMA-182); null: the content is not known. */
  readonly crc: bigint | null;
  /** When it was last written, virtual ms. */
  readonly at: number;
  readonly storageClass: string;
  /** Null in a bucket that never had versioning. */
  readonly versionId: string | null;
  readonly appendable: boolean;
  /** Headers that were written with it, as reads repeat them, by name in lower case: content-type, x-oss-meta-… */
  readonly kept: Readonly<Record<string, string>>;
}

/** An object of which only the size is known. */
export const zeros = (size: number, told: Pick<LiveObject, 'at' | 'storageClass' | 'versionId'>): LiveObject => ({
  ...told,
  size,
  body: null,
  crc: null,
  appendable: false,
  kept: {},
});

export type Acl = 'private' | 'public-read' | 'public-read-write';

/** A bucket as it goes. What calls can change is not readonly. */
export interface LiveBucket {
  readonly name: string;
  readonly region: string;
  acl: Acl;
  /** Account id. */
  readonly owner: string;
  readonly storageClass: string;
  referer: { readonly allowEmpty: boolean; readonly list: readonly string[] };
  readonly versioning: 'Enabled' | 'Suspended' | null;
  readonly worm: { readonly state: 'InProgress' | 'Locked'; readonly days: number } | null;
  readonly kmsKey: string | null;
  readonly policy: Readonly<Record<string, unknown>> | null;
  /** Virtual ms. */
  readonly created: number;
  readonly objects: Map<string, LiveObject>;
  /** What lists still show, and for how many more of them. */
  behind: { readonly objects: ReadonlyMap<string, LiveObject>; left: number } | null;
}

interface BucketContext {
  readonly account: LiveAccount;
  /** Virtual ms: when told objects were written. */
  readonly start: number;
}

/** When told buckets were made, 2021-06-01. */
const longAgo = Date.UTC(2021, 5, 1, 2, 10);

function completeBucket(told: WorldBucket, { account, start }: BucketContext): LiveBucket {
  const storageClass = told.storageClass ?? 'Standard';
  const versioning = told.versioning ?? null;
  return {
    name: told.name,
    region: told.region ?? 'cn-hangzhou',
    acl: told.acl ?? 'private',
    owner: told.owner ?? account.id,
    storageClass,
    referer: { allowEmpty: told.referer?.allowEmpty ?? true, list: told.referer?.list ?? [] },
    versioning,
    worm: told.worm ? { state: told.worm.state ?? 'Locked', days: told.worm.days ?? 30 } : null,
    kmsKey: told.kmsKey ?? null,
    policy: told.policy ?? null,
    created: Math.min(longAgo, start),
    objects: new Map(
      (told.objects ?? []).map(({ key, size = 0, type = 'Normal' }) => [
        key,
        {
          ...zeros(size, { at: start, storageClass, versionId: versioning && 'null' }),
          appendable: type === 'Appendable',
        },
      ]),
    ),
    behind: null,
  };
}

/** By name: names are unique among all accounts. */
export const completeBuckets = (told: readonly WorldBucket[], context: BucketContext): Map<string, LiveBucket> =>
  new Map(told.map((bucket) => [bucket.name, completeBucket(bucket, context)]));
