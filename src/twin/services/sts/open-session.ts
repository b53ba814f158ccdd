import type { PolicyDocument } from '../../access/policy-document.ts';
import type { LiveRole } from '../../live-ram.ts';
import { secretMark } from '../../secret-mark.ts';
import { utc } from '../../time.ts';
import type { ServiceRequest } from '../service.ts';

/** How a session is called, how long it lasts, and what it may do at most. */
export interface Terms {
  readonly session: string;
  readonly seconds: number;
  readonly limit: PolicyDocument | undefined;
}

/** Gives out temporary keys of a role; what they sign is good until they run out. */
export function openSession(
  { world, requestId }: ServiceRequest,
  role: LiveRole,
  { session, seconds, limit }: Terms,
): Readonly<Record<string, string>> {
  const made = (what: string, length: number): string => world.ids.letters(`session ${requestId} ${what}`, length);
  const id = `STS.${made('key', 24)}`;
  const secret = secretMark + made('secret', 32);
  const securityToken = `CAIS${secretMark}${made('token', 32)}${made('token, further', 32)}`;
  const until = world.clock.now() + seconds * 1_000;
  world.sessions.set(id, { id, secret, securityToken, role: role.name, session, limit, until });
  return { AccessKeyId: id, AccessKeySecret: secret, SecurityToken: securityToken, Expiration: utc(until) };
}
