import { secretMark } from '../../secret-mark.ts';
import type { Identifiers } from '../../identifiers.ts';
import type { AocUser } from '../../world-schema.ts';
import { answer, refuse, type Answer } from '../service.ts';
import type { LiveAoc, Row } from './live-aoc.ts';
import { isRow, textAt, type Endpoint } from './request.ts';

/** The id of the LDAP strategy, which logging in with source AUTHN must name (acos.md §1.1). */
export const ldapId = 'ldap-strategy-1';

/** LOCAL where the call says nothing. Whether LDAP itself works as a source is not documented: it does. */
function isSourceOf({ source = 'LOCAL' }: AocUser, body: Row): boolean {
  const asked = textAt(body, 'source') ?? 'LOCAL';
  if (source === 'LOCAL') return asked === 'LOCAL';
  return asked === 'LDAP' || (asked === 'AUTHN' && body['auth_config_id'] === ldapId);
}

/** A token never runs out (acos.md §1.1), so one user has one. */
export function issueToken(aoc: LiveAoc, user: AocUser, ids: Identifiers): string {
  const token = `${secretMark}${ids.hex(`aoc token ${user.username}`, 24)}.${ids.letters(`aoc token ${user.username}`, 32)}`;
  aoc.tokens.set(token, user);
  return token;
}

function findUser(aoc: LiveAoc, body: Row): AocUser | undefined {
  return aoc.users.find(
    (user) => user.username === body['username'] && user.password === body['password'] && isSourceOf(user, body),
  );
}

function login({ aoc, body, ids }: Parameters<Endpoint['handle']>[0]): Answer {
  if (!isRow(body) || textAt(body, 'username') === undefined || textAt(body, 'password') === undefined)
    return refuse(400, '', '"username" and "password" are required.');
  const user = findUser(aoc, body);
  if (user === undefined) return refuse(401, '', 'The username or the password is wrong.');
  if (user.twoFactor === true) return refuse(401, '', 'A second factor is required.');
  return answer({ task_id: null, data: { token: issueToken(aoc, user, ids) } });
}

export const loginEndpoint: Endpoint = { kind: 'read', open: true, handle: login };

/** Whose token it is. The raw token is documented; some clients put Bearer before it. */
export function userOf(aoc: LiveAoc, authorization: string | undefined): AocUser | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  const token = bearer !== undefined && aoc.undocumented.bearer === 'accepted' ? bearer : authorization;
  return aoc.tokens.get(token ?? '');
}
