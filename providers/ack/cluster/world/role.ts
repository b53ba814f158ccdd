import type { WorldPolicy } from '../../../../src/generated/world.ts';
import { grantOn } from '../../policy/bucket-grant.ts';
import { factOf, listOf } from '../dedicated-facts.ts';
import type { GrantFact, PolicyFact } from '../fact-shapes.ts';
import type { Known, Part } from './parts.ts';

/** What ACK gives its masters says nothing of the bucket. */
const plainStatement = { Effect: 'Allow', Action: ['ecs:*', 'slb:*', 'vpc:*'], Resource: '*' };

const condition = { IpAddress: { 'acs:SourceIp': '10.0.0.0/8' } };

/** What gives the role the verdict that was read, in words of our own. */
const grantFor = (bucket: string, { is }: GrantFact) => {
  const { Effect, ...onBucket } = grantOn(bucket);
  if (is === 'allowed') return [{ Effect, ...onBucket, Resource: `acs:oss:*:*:${bucket}/*` }];
  return is === 'denied'
    ? [{ ...onBucket, Effect: 'Deny' }]
    : [{ ...onBucket, Effect, Condition: condition }];
};

interface Policies {
  readonly bucket: string;
  readonly grant: GrantFact;
}

const policyOf = ({ name, versions, holdsOurs }: PolicyFact, { bucket, grant }: Policies): WorldPolicy => {
  const gives = grant.by.includes(name);
  const own = holdsOurs ? [grantOn(bucket)] : gives ? grantFor(bucket, grant) : [];
  const document = { Version: '1', Statement: [plainStatement, ...own] };
  return { name, ...(versions > 1 ? { versions } : {}), document };
};

/** The masters' role: its policies are read as verdicts and sizes, never as texts, so that their words are made up. */
export const roleOf = ({ spec, facts }: Known): Part<'ram'> | undefined => {
  const name = factOf(facts, 'ram.role');
  const bucket = spec.migrationBucket?.name;
  if (name == null) return undefined;
  const grant = factOf(facts, 'ram.grant') ?? { is: 'denied', by: [] };
  const candidates = listOf(facts, 'ram.candidates');
  const known = { bucket: bucket ?? '', grant };
  const others = grant.by.filter((by) => !candidates.some((one) => one.name === by));
  const giving = others.map((by): WorldPolicy => ({
    name: by,
    document: { Version: '1', Statement: grantFor(known.bucket, grant) },
  }));
  const policies = [...candidates.map((one) => policyOf(one, known)), ...giving];
  // A policy that other roles have too is shared.
  const shared = candidates
    .filter(({ attachments }) => attachments > 1)
    .map(({ name: policy }) => ({ name: `${name}-other`, policies: [{ name: policy }] }));
  return { roles: [{ name, ...(bucket === undefined ? {} : { policies }) }, ...shared] };
};
