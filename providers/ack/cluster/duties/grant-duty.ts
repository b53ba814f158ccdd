import type { DutyFact } from '../../../../src/core/duty.ts';
import type { Policy } from '../../clients/ram-answers.ts';
import { textIn } from '../../../wire/json.ts';
import { grantOn } from '../../policy/bucket-grant.ts';
import { hasStatement, readDocument } from '../../policy/document.ts';
import { andThen, mapReading, orAbsent, type Reading } from '../../../wire/reading.ts';
import { readPolicies } from '../read/role-reads.ts';
import { ofIds, remaining, type DutyReader } from './duty-reader.ts';

/** null where a document cannot be read: then nobody can tell. */
const leftIn = (names: readonly string[], policies: readonly Policy[], bucket: string): DutyFact | null => {
  const documents = policies.map(({ name, document }) => ({ name, document: readDocument(document) }));
  if (documents.some(({ document }) => document === null)) return null;
  const holding = documents.flatMap(({ name, document }) =>
    document !== null && hasStatement(document, grantOn(bucket)) ? [name] : [],
  );
  return remaining(names.map((name) => [`policy ${name}`, holding.includes(name)]));
};

/** Gone with the statement, with the policy's attachment to the masters' role, or with the role. */
export const olderGrantDuty: DutyReader = ofIds('policies', async ({ clients: { ram }, stamp }, names, args) => {
  const role = textIn(args, 'role');
  const attached = orAbsent(await ram.listPoliciesForRole(role), /^EntityNotExist\.Role/, stamp());
  return andThen(attached, async (all, source): Promise<Reading<DutyFact>> => {
    const ours = (all ?? []).filter(({ name, type }) => type === 'Custom' && names.includes(name));
    const policies = await readPolicies(ram, ours, source);
    return mapReading(policies, (found) => leftIn(names, found, textIn(args, 'bucket')), 'document that can be read');
  });
});
