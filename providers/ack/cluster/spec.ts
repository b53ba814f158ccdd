import type { Desired } from '../../../src/core/desired.ts';

export interface BucketSpec {
  readonly name: string;
  readonly create: boolean;
  readonly grantIn: 'masterRolePolicy' | 'ownPolicy';
  /** A policy's name, or `auto`. */
  readonly policyName: string;
  readonly rotateVersions: boolean;
}

export interface MastersSpec {
  readonly cloudAssistant: 'require' | 'install';
  readonly systemPods: 'require' | 'evict';
  readonly afterMigration: 'remove' | 'keep';
  /** A span in days, as in 7d. */
  readonly reviewAfter: string;
}

/** An AckCluster's spec (`spec.schema.json`) with its defaults filled in. */
export interface AckClusterSpec {
  readonly account?: string;
  readonly region: string;
  readonly clusterId: string;
  readonly edition: string;
  /** null where the document says nothing. */
  readonly tier: string | null;
  readonly timeZone: string;
  readonly onFailure: 'keepPreparations' | 'undoPreparations';
  readonly apiServerLoadBalancer: { readonly spec: string; readonly ifSpecRefused: 'fail' | 'payByLcu' };
  readonly migrationBucket: BucketSpec | null;
  readonly masters: MastersSpec;
  readonly gates: { readonly window?: string };
  readonly attestations: {
    readonly allowList?: string;
    readonly backup?: string;
    readonly pipeline?: string;
    /** Seen to, or left as it is on purpose: the only way for what no API can show done. */
    readonly duties?: readonly { readonly duty: string; readonly says: string }[];
  };
}

type Written = Partial<Omit<AckClusterSpec, 'migrationBucket' | 'masters' | 'apiServerLoadBalancer'>> & {
  readonly region: string;
  readonly clusterId: string;
  readonly edition: string;
  readonly migrationBucket?: Partial<BucketSpec> & { readonly name: string };
  readonly masters?: Partial<MastersSpec>;
  readonly apiServerLoadBalancer?: Partial<AckClusterSpec['apiServerLoadBalancer']>;
};

const bucketOf = ({ migrationBucket }: Written): BucketSpec | null =>
  migrationBucket === undefined
    ? null
    : { create: false, grantIn: 'masterRolePolicy', policyName: 'auto', rotateVersions: false, ...migrationBucket };

/** The spec of a document whose kind's schema has proven it. What costs, reboots or deletes is never a default. */
export const specOf = (desired: Desired): AckClusterSpec => {
  const written = desired.spec as unknown as Written;
  return {
    timeZone: 'Asia/Shanghai',
    onFailure: 'keepPreparations',
    attestations: {},
    gates: {},
    ...written,
    tier: written.tier ?? null,
    apiServerLoadBalancer: { spec: 'slb.s1.small', ifSpecRefused: 'fail', ...written.apiServerLoadBalancer },
    migrationBucket: bucketOf(written),
    masters: {
      cloudAssistant: 'require',
      systemPods: 'require',
      afterMigration: 'remove',
      reviewAfter: '7d',
      ...written.masters,
    },
  };
};
