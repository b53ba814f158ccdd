import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf } from '../dedicated-facts.ts';
import type { GrantFact } from '../fact-shapes.ts';
import { grantSteps, homeOf, lacksGrant } from '../journeys/dedicated/grant.ts';
import { lastOf, situationOf } from '../journeys/dedicated/situation.ts';
import { onlyDedicated } from './columns.ts';
import { few, inLine } from './fact-values.ts';
import { noHome, policyTakes } from './grant-home.ts';

const at = '/spec/migrationBucket';

const noBucket: Judgement = { verdict: 'pass', summary: 'no bucket is named: nothing to be let in to (ACK112)', at };

const noRole: Judgement = {
  verdict: 'fail',
  summary: 'no RAM role of the masters was found; 1 is needed',
  detail: 'Neither the resources of the cluster nor its instances name one.',
  remedy: 'attach the role of the masters (KubernetesMasterRole-...) to their instances, then plan again',
  at: '/spec/clusterId',
};

const denied = (subject: CheckSubject, grant: GrantFact, what: string): Judgement => {
  const situation = situationOf(subject);
  if (!lacksGrant(situation))
    return {
      verdict: 'fail',
      summary: `${what} is denied by ${few(grant.by.map(inLine))}; no grant helps against a Deny`,
      remedy: 'take the Deny out of that policy, or name another bucket',
      at,
    };
  const later = lastOf(grantSteps(situation));
  if (later !== null)
    return { verdict: 'later', later, summary: `${what} is not granted: the plan grants it, and takes it back`, at };
  const home = homeOf(situation);
  return {
    verdict: 'fail',
    summary: `${what} is not granted; it is needed`,
    ...(home?.is === 'policy'
      ? {
          detail: inLine(`Our statement is in ${home.policy.name} already, and still it is denied.`),
          remedy: 'look for a permission boundary or a directory policy that denies it',
        }
      : { remedy: noHome(home)?.remedy ?? 'migrationBucket.grantIn: ownPolicy' }),
    at,
  };
};

const mayWrite = (subject: CheckSubject): Judgement => {
  const { spec } = situationOf(subject);
  const { facts } = subject.observed;
  const role = factOf(facts, 'ram.role') ?? null;
  const grant = factOf(facts, 'ram.grant') ?? null;
  if (spec.migrationBucket === null) return noBucket;
  if (role === null) return noRole;
  const what = inLine(`role ${role}: oss:PutObject and oss:GetObject on ${spec.migrationBucket.name}/*`);
  if (grant?.is === 'allowed') {
    const by = grant.by.length === 0 ? '' : `, by ${few(grant.by.map(inLine))}`;
    return { verdict: 'pass', summary: `${what}${by}`, at };
  }
  if (grant?.is === 'denied') return denied(subject, grant, what);
  return {
    verdict: 'unknown',
    summary: `${what}: cannot be decided from its policies`,
    detail: inLine(`Conditions or NotAction leave it open, in: ${few(grant?.by ?? [], 5) || 'not told'}.`),
    remedy: 'grant both actions on the bucket by a statement without conditions',
    at,
  };
};

const row = { stage: 'journey', applies: onlyDedicated, waivable: false } as const;

/** ACK115, ACK116: the masters may write to the bucket. */
export const grantChecks: readonly Check[] = [
  {
    ...row,
    code: 'ACK115',
    explains:
      "Both pages want the statement in the policy k8sMasterRolePolicy... of the master role, by hand. Onward adds that one statement to the policy's version of the moment (or, with grantIn: ownPolicy, in a policy of its own), reads it back, and takes it out after the migration. Wildcards, Deny, NotAction and conditions are weighed; what they leave open is unknown.",
    demands: 'the master role may put and get objects in the bucket',
    facts: ['ram.role', 'ram.grant', 'ram.candidates', 'ram.own'],
    judge: mayWrite,
  },
  {
    ...row,
    code: 'ACK116',
    explains:
      'RAM keeps 5 versions of a policy and 6,144 bytes of each. The oldest version is deleted only with rotateVersions: true, and its text is journaled before. A policy that is attached elsewhere as well would grant it there too.',
    demands: 'a policy of the master role can take the grant',
    facts: ['ram.role', 'ram.grant', 'ram.candidates', 'ram.own'],
    judge: policyTakes,
  },
];
