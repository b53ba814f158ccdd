import { answer, refuse, type Answer } from '../service.ts';
import { textAt, type AocRequest, type Endpoint } from './request.ts';
import { issueToken, ldapId } from './session.ts';

/** The two things that clients ask of `POST /api` (acos.md §1.1); it is no GraphQL beyond them. */
function handle({ aoc, body, ids, user }: AocRequest): Answer {
  const query = textAt(body, 'query') ?? '';
  if (/\bauthnStrategies\b/.test(query)) {
    const ldap = aoc.users.some(({ source }) => source === 'LDAP');
    return answer({ data: { authnStrategies: ldap ? [{ id: ldapId, type: 'LDAP' }] : [] } });
  }
  if (!/\bcreateApiKey\b/.test(query)) return refuse(400, '', 'Cannot query this field.');
  if (user.username === '') return refuse(401, '', 'Unauthorized.');
  const key = `${issueToken(aoc, { ...user, username: `${user.username} api key` }, ids)}.key`;
  aoc.tokens.set(key, user);
  return answer({ data: { createApiKey: { token: key } } });
}

export const graphqlEndpoint: Endpoint = { kind: 'read', open: true, handle };
