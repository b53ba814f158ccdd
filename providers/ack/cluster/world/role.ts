import type { WorldPolicy } from '../../../../src/generated/world.ts';
import { grantAlone, grantOn } from '../../policy/bucket-grant.ts';
import { factOf, listOf } from '../dedicated-facts.ts';
import type { GrantFact, PolicyFact } from '../fact-shapes.ts';
import { isThere, type Known, type Part } from './parts.ts';

/** What ACK gives its masters says nothing of the bucket. */
const plainStatement = { Effect: 'Allow', Action: ['ecs:*', 'slb:*', 'vpc:*'], Resource: '*' };

const condition = { IpAddress: { 'acs:SourceIp': '10.0.0.0/8' } };

/** What gives the role the verdict that was read, in words of our own. One that allows a part and is denied denies the other. */
const grantFor = (bucket: string, { is }: GrantFact): readonly object[] => {
  const { Effect, Action } = grantOn(bucket);
  const Resource = `acs:oss:*:*:${bucket}/*`;
  const [put, get] = Action as readonly string[];
  if (is === 'allowed') return [{ Effect, Action, Resource }];
  return is === 'undecidable'
    ? [{ Effect, Action, Resource, Condition: condition }]
    : [
        { Effect, Action: [get], Resource },
        { Effect: 'Deny', Action: [put], Resource },
      ];
};

interface Policies {
  readonly bucket: string;
  readonly grant: GrantFact;
}

const sizeOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** A statement that lets nobody do anything, as long as it takes until the policy is as large as it was found to be. */
const padded = (statements: readonly object[], { sizeAfter, holdsOurs }: PolicyFact, bucket: string) => {
  const filling = (length: number) => ({ Effect: 'Allow', Action: ['ecs:Describe'], Resource: 'x'.repeat(length) });
  const all = (length: number) => [...statements, filling(length), ...(holdsOurs ? [] : [grantOn(bucket)])];
  const missing = sizeAfter - sizeOf({ Version: '1', Statement: all(1) });
  return missing < 0 ? statements : [...statements, filling(missing + 1)];
};

const policyOf = (policy: PolicyFact, { bucket, grant }: Policies): WorldPolicy => {
  const { name, versions, holdsOurs } = policy;
  const own = holdsOurs ? [grantOn(bucket)] : grant.by.includes(name) ? grantFor(bucket, grant) : [];
  const Statement = padded([plainStatement, ...own], policy, bucket);
  return { name, ...(versions > 1 ? { versions } : {}), document: { Version: '1', Statement } };
};

/** Where nobody can say who grants it, the first of them says it as unclearly. */
const named = (grant: GrantFact, candidates: readonly PolicyFact[]): GrantFact => {
  const [first] = candidates;
  return grant.is === 'undecidable' && grant.by.length === 0 && first !== undefined
    ? { ...grant, by: [first.name] }
    : grant;
};

/** The masters' role: its policies are read as verdicts and sizes, never as texts, so that their words are made up. */
export const roleOf = ({ spec, facts }: Known): Part<'ram'> | undefined => {
  const name = factOf(facts, 'ram.role');
  const bucket = spec.migrationBucket?.name;
  if (!isThere(name)) return undefined;
  const candidates = listOf(facts, 'ram.candidates');
  const grant = named(factOf(facts, 'ram.grant') ?? { is: 'denied', by: [] }, candidates);
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
  const own = factOf(facts, 'ram.own');
  const unused =
    own?.exists === true && !own.attached ? { policies: [{ name: own.name, document: grantAlone(known.bucket) }] } : {};
  return { roles: [{ name, ...(bucket === undefined ? {} : { policies }) }, ...shared], ...(unused as object) };
};
