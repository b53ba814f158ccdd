import { factOf } from '../../dedicated-facts.ts';
import type { PolicyFact } from '../../fact-shapes.ts';
import { versionLimit } from '../../../policy/versions.ts';
import { pick, unchanged } from '../expectations.ts';
import { change, type Draft, type Situation } from './situation.ts';

/** RAM's limit of a custom policy's document (Alibaba Cloud RAM, limits). */
export const byteLimit = 6144;

/** Where the grant would go. `full`: it needs a version that the document does not let us make room for. */
export type Home =
  | { readonly is: 'policy'; readonly policy: PolicyFact; readonly rotate: boolean }
  | { readonly is: 'own'; readonly name: string; readonly role: string }
  | { readonly is: 'none' | 'several'; readonly names: readonly string[] }
  | { readonly is: 'full' | 'too-long'; readonly policy: PolicyFact };

const homeIn = (policies: readonly PolicyFact[], rotateVersions: boolean): Home => {
  const [policy] = policies;
  if (policy === undefined) return { is: 'none', names: [] };
  if (policies.length > 1) return { is: 'several', names: policies.map(({ name }) => name) };
  if (policy.sizeAfter > byteLimit) return { is: 'too-long', policy };
  if (policy.versions < versionLimit) return { is: 'policy', policy, rotate: false };
  return rotateVersions && policy.oldest !== null ? { is: 'policy', policy, rotate: true } : { is: 'full', policy };
};

/** Which policy takes the grant; null where no bucket is declared or a read is missing. */
export const homeOf = ({ spec, facts }: Situation): Home | null => {
  const asked = spec.migrationBucket;
  const role = factOf(facts, 'ram.role');
  if (asked === null || role === undefined || role === null) return null;
  if (asked.grantIn === 'ownPolicy') {
    const own = factOf(facts, 'ram.own');
    return own === undefined ? null : { is: 'own', name: own?.name ?? `onward-${spec.clusterId}`, role };
  }
  const candidates = factOf(facts, 'ram.candidates');
  if (candidates === undefined) return null;
  const named = (candidates ?? []).filter(({ name }) => asked.policyName === 'auto' || name === asked.policyName);
  return homeIn(named, asked.rotateVersions);
};

/** Denied by no policy's word, but because none allows it: only then a grant helps. */
export const lacksGrant = ({ facts }: Situation): boolean => {
  const grant = factOf(facts, 'ram.grant');
  return grant?.is === 'denied' && grant.by.length === 0;
};

const ownPolicySteps = ({ spec, facts }: Situation, { name, role }: Extract<Home, { is: 'own' }>): readonly Draft[] => {
  const bucket = spec.migrationBucket?.name ?? '';
  const own = factOf(facts, 'ram.own') ?? { name, exists: false, attached: false };
  const args = { policy: name, bucket, role };
  const created = change({
    id: 'own-policy',
    operation: 'ack.create-own-policy/1',
    title: `create policy ${name}`,
    args,
    expects: [...unchanged(facts), ...pick(facts, ['ram.own'])],
  });
  const attached = change({
    id: 'attach-policy',
    operation: 'ack.attach-own-policy/1',
    title: `attach it to role ${role}: oss://${bucket}/*`,
    args,
    expects: [...unchanged(facts), { fact: 'ram.own', equals: { name, exists: true, attached: false } }],
  });
  return own.exists ? [attached] : [created, attached];
};

/** The master role may put and get objects in the bucket: our one statement, in one policy. */
export const grantSteps = (situation: Situation): readonly Draft[] => {
  const { spec, facts } = situation;
  const home = homeOf(situation);
  const bucket = spec.migrationBucket?.name ?? '';
  if (home === null || !lacksGrant(situation)) return [];
  if (home.is === 'own') return ownPolicySteps(situation, home);
  if (home.is !== 'policy' || home.policy.holdsOurs) return [];
  const { policy, rotate } = home;
  return [
    change({
      id: 'grant',
      operation: 'ack.grant-bucket/1',
      title: `masters may write oss://${bucket}/*${rotate ? ` (deletes version ${policy.oldest ?? ''})` : ''}`,
      args: { bucket, policy: policy.name, version: policy.version, rotate },
      expects: [...unchanged(facts), ...pick(facts, ['ram.candidates'])],
    }),
  ];
};
