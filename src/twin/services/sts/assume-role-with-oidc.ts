import { decideTrust } from '../../access/trust.ts';
import { parseDocument } from '../../access/policy-document.ts';
import type { LiveRole } from '../../live-ram.ts';
import type { Claims } from '../../oidc/token.ts';
import { count } from '../../parameters.ts';
import { utc } from '../../time.ts';
import type { WorldOidcProvider } from '../../world-schema.ts';
import { reply } from '../rpc.ts';
import type { Answer, Refusal, ServiceRequest } from '../service.ts';
import { believe, no, type Found } from './believe.ts';
import * as says from './oidc-refusals.ts';
import { openSession, type Terms } from './open-session.ts';

function findProvider({ world, query }: ServiceRequest): Found<WorldOidcProvider> {
  const [, account, name] = /^acs:ram::(\d+):oidc-provider\/(.+)$/.exec(query.get('OIDCProviderArn') ?? '') ?? [];
  if (name === undefined) return no(says.badProviderArn);
  const found = account === world.account.id && world.ram.oidcProviders.find((each) => each.name === name);
  return found ? { found } : no(says.unregistered);
}

/** Names in ARNs of roles are in lower case. */
function findRole({ world, query }: ServiceRequest): Found<LiveRole> {
  const arn = query.get('RoleArn') ?? '';
  const [, account, name] = /^acs:ram::(\d+):role\/([\w.-]+)$/.exec(arn) ?? [];
  if (name === undefined) return no(says.badRoleArn);
  const isMeant = (role: LiveRole): boolean => role.name.toLowerCase() === name.toLowerCase();
  const found = account === world.account.id && world.ram.roles.find(isMeant);
  return found ? { found } : no(says.noRole(arn));
}

/** Why the role does not let them in; undefined when it does. */
function distrust({ world, query }: ServiceRequest, role: LiveRole, claims: Claims): Refusal | undefined {
  const provider = query.get('OIDCProviderArn') ?? '';
  const contexts = claims.audiences.map((audience) => ({
    'oidc:iss': claims.issuer,
    'oidc:sub': claims.subject,
    'oidc:aud': audience,
  }));
  const decision = decideTrust(role.trust, { provider, contexts });
  return decision === 'allowed' ? undefined : says.untrusted(world.account.id, decision);
}

const longestPolicy = 2_048;

function readTerms({ query }: ServiceRequest, { maxSession }: LiveRole): Found<Terms> {
  const session = query.get('RoleSessionName') ?? '';
  if (!/^[\w.@-]{2,64}$/.test(session)) return no(says.badSessionName);
  const seconds = count(query, 'DurationSeconds', { otherwise: 3_600, least: 900, most: maxSession });
  if (seconds === undefined) return no(says.badDuration(maxSession));
  const policy = query.get('Policy') ?? '';
  const limit = policy === '' ? undefined : parseDocument(policy);
  if (policy.length > longestPolicy || (policy !== '' && limit === undefined)) return no(says.badPolicy);
  return { found: { session, seconds, limit } };
}

const renderToken = ({ issuer, subject, audiences, issued, expires }: Claims): Readonly<Record<string, string>> => ({
  Issuer: issuer,
  Subject: subject,
  ClientIds: audiences.join(','),
  IssuanceTime: utc(issued),
  ExpirationTime: utc(expires),
  VerificationInfo: 'Success',
});

const refused = ({ refusal }: { readonly refusal: Refusal }): Answer => ({ ok: false, refusal });

/**
 * An identity provider's token for temporary keys of a role (AssumeRoleWithOIDC reference). That each of
 * these things is checked is documented; in which order is not.
 */
export function assumeRoleWithOidc(request: ServiceRequest): Answer {
  const { world, query } = request;
  const provider = findProvider(request);
  if ('refusal' in provider) return refused(provider);
  const role = findRole(request);
  if ('refusal' in role) return refused(role);
  const claims = believe(query.get('OIDCToken') ?? '', provider.found, world);
  if ('refusal' in claims) return refused(claims);
  const why = distrust(request, role.found, claims.found);
  if (why !== undefined) return refused(no(why));
  const terms = readTerms(request, role.found);
  if ('refusal' in terms) return refused(terms);
  const { session } = terms.found;
  const { id, name } = role.found;
  return reply(request, {
    AssumedRoleUser: {
      Arn: `acs:ram::${world.account.id}:role/${name.toLowerCase()}/${session}`,
      AssumedRoleId: `${id}:${session}`,
    },
    Credentials: openSession(request, role.found, terms.found),
    OIDCTokenInfo: renderToken(claims.found),
  });
}
