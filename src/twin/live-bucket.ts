import type { WorldBucket } from './world-schema.ts';

/** An object of a bucket. A body of null: its size is all that is known. */
export interface LiveObject {
  readonly size: number;
  readonly body: Uint8Array | null;
  /** When it was last changed, virtual ms. */
  readonly at: number;
  readonly storageClass: string;
  readonly versionId: string | null;
  readonly appendable: boolean;
}

/** A bucket as it goes; the OSS service changes it in place. */
export interface LiveBucket {
  readonly name: string;
  readonly region: string;
  acl: NonNullable<WorldBucket['acl']>;
  readonly owner: string;
  readonly storageClass: NonNullable<WorldBucket['storageClass']>;
  referer: { readonly allowEmpty: boolean; readonly list: readonly string[] };
  versioning: 'Enabled' | 'Suspended' | null;
  worm: { readonly state: 'InProgress' | 'Locked'; readonly days: number } | null;
  readonly kmsKey: string | null;
  policy: Readonly<Record<string, unknown>> | null;
  /** When it was made, virtual ms. */
  readonly created: number;
  readonly objects: Map<string, LiveObject>;
}

interface Owner {
  readonly account: string;
  /** When the world starts, virtual ms. */
  readonly start: number;
}

export function createBucket(told: WorldBucket, { account, start }: Owner): LiveBucket {
  const storageClass = told.storageClass ?? 'Standard';
  const object = (size: number): LiveObject => ({
    size,
    body: null,
    at: start,
    storageClass,
    versionId: null,
    appendable: false,
  });
  return {
    name: told.name,
    region: told.region ?? 'cn-hangzhou',
    acl: told.acl ?? 'private',
    owner: told.owner ?? account,
    storageClass,
    referer: { allowEmpty: told.referer?.allowEmpty ?? true, list: told.referer?.list ?? [] },
    versioning: told.versioning ?? null,
    worm: told.worm ? { state: told.worm.state ?? 'Locked', days: told.worm.days ?? 30 } : null,
    kmsKey: told.kmsKey ?? null,
    policy: told.policy ?? null,
    created: start,
    objects: new Map((told.objects ?? []).map(({ key, size = 0 }) => [key, object(size)])),
  };
}
