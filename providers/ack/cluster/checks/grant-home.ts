import type { CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { versionLimit } from '../../policy/versions.ts';
import { byteLimit, homeOf, lacksGrant, type Home } from '../journeys/dedicated/grant.ts';
import { situationOf } from '../journeys/dedicated/situation.ts';
import { few, inLine } from './fact-values.ts';

const at = '/spec/migrationBucket';
const own = 'migrationBucket.grantIn: ownPolicy';

/** Why no policy can take the grant, and the field that helps; null where one can. */
export const noHome = (home: Home | null): Pick<Judgement, 'summary' | 'remedy' | 'at'> | null => {
  switch (home?.is) {
    case 'none':
      return {
        summary: 'the master role has no policy k8sMasterRolePolicy...; 1 is needed',
        remedy: `${own}, or migrationBucket.policyName: <one of the role's Custom policies>`,
        at: `${at}/policyName`,
      };
    case 'several': {
      const names = home.names.map(inLine);
      return {
        summary: `${names.length} policies could take the grant; 1 must be named: ${few(names)}`,
        remedy: `migrationBucket.policyName: ${names[0] ?? ''}`,
        at: `${at}/policyName`,
      };
    }
    case 'too-long':
      return {
        summary: inLine(
          `${home.policy.name} would be ${home.policy.sizeAfter} bytes with the grant; ${byteLimit} are the limit`,
        ),
        remedy: own,
        at: `${at}/grantIn`,
      };
    case 'full':
      return {
        summary: inLine(`${home.policy.name} has ${home.policy.versions} versions; ${versionLimit} are the limit`),
        remedy: `migrationBucket.rotateVersions: true (deletes its oldest version${home.policy.oldest === null ? '' : ` ${inLine(home.policy.oldest)}`}), or ${own}`,
        at: `${at}/rotateVersions`,
      };
    case 'policy':
    case 'own':
    case undefined:
      return null;
  }
};

const takes = ({ policy, rotate }: Extract<Home, { is: 'policy' }>): Judgement => {
  const name = inLine(policy.name);
  const warnings = [
    ...(rotate
      ? [`version ${inLine(policy.oldest ?? '')} of ${name} is deleted to make room; its text is journaled`]
      : []),
    ...(policy.attachments > 1
      ? [
          `${name} is attached ${policy.attachments} times: the grant reaches the others as well, until it is taken back`,
        ]
      : []),
  ];
  if (warnings.length > 0)
    return {
      verdict: 'warn',
      summary: warnings[0] ?? '',
      ...(warnings.length === 1 ? {} : { detail: warnings.join('\n') }),
      remedy: `without either: ${own}`,
      at,
    };
  const summary = `${name} takes it: version ${policy.versions + 1} of ${versionLimit}, ${policy.sizeAfter} of ${byteLimit} bytes`;
  return { verdict: 'pass', summary, at };
};

/** ACK116 */
export const policyTakes = (subject: CheckSubject): Judgement => {
  const situation = situationOf(subject);
  const home = homeOf(situation);
  if (!lacksGrant(situation)) return { verdict: 'pass', summary: 'no policy has to take a grant', at };
  const missing = noHome(home);
  if (missing !== null) return { verdict: 'fail', ...missing };
  if (home?.is === 'policy') return takes(home);
  const name = home?.is === 'own' ? home.name : '';
  return {
    verdict: 'pass',
    summary: home === null ? 'no role to grant to (ACK115)' : `a policy of its own takes it: ${inLine(name)}`,
    at,
  };
};
