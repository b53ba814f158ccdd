import type { Policy, PolicyVersion } from '../../clients/ram-answers.ts';
import { grantOn } from '../../policy/bucket-grant.ts';
import { hasStatement, readDocument, sizeOf, withStatement } from '../../policy/document.ts';
import { oldestOf } from '../../policy/versions.ts';
import type { GrantFact, PolicyFact } from '../fact-shapes.ts';
import type { BucketSpec } from '../spec.ts';
import { decideForMasters, strictest, type Place } from './bucket-facts.ts';

/** What the role's policies say together, and which of them allow at least one of both actions. */
export const grantFact = (policies: readonly Policy[], place: Place): GrantFact => ({
  is: strictest(
    decideForMasters(
      policies.map(({ document }) => document),
      place,
    ),
  ),
  by: policies
    .filter(({ document }) => decideForMasters([document], place).includes('allowed'))
    .map(({ name }) => name)
    .sort(),
});

/** Could this policy take the grant, by the document's word? */
export const isCandidate = ({ name, type }: Policy, { policyName }: BucketSpec): boolean =>
  type === 'Custom' && (policyName === 'auto' ? name.startsWith('k8sMasterRolePolicy') : name === policyName);

/** null where the document cannot be read, or it is not said how many have the policy. */
export const policyFact = (policy: Policy, versions: readonly PolicyVersion[], bucket: string): PolicyFact | null => {
  const document = readDocument(policy.document);
  const version = policy.defaultVersion || (versions.find(({ isDefault }) => isDefault)?.id ?? '');
  if (document === null || policy.attachments === null || version === '') return null;
  const ours = grantOn(bucket);
  return {
    name: policy.name,
    version,
    versions: versions.length,
    oldest: oldestOf(versions, version),
    sizeBefore: new TextEncoder().encode(policy.document).length,
    sizeAfter: sizeOf(withStatement(document, ours)),
    attachments: policy.attachments,
    holdsOurs: hasStatement(document, ours),
  };
};
