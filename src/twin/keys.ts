import type { PolicyDocument } from './access/policy-document.ts';
import type { LiveWorld } from './live-world.ts';
import type { Session } from './session.ts';
import type { AccessKey } from './world-schema.ts';

/** What somebody signs with, told by the world or given out by STS. */
export interface LiveKey {
  readonly id: string;
  readonly secret: string;
  readonly securityToken: string | undefined;
  /** The role whose policies it has. */
  readonly role: string | undefined;
  /** A policy of its own, beside the role's. */
  readonly policy: AccessKey['policy'];
  /** What it may do at most, whatever its role may: the policy that came with the call for it. */
  readonly limit: PolicyDocument | undefined;
  /** What whoever took the role called themselves. */
  readonly session: string;
  readonly expired: boolean;
}

const ofSession = (session: Session, now: number): LiveKey => ({
  ...session,
  policy: undefined,
  expired: now >= session.until,
});

const ofWorld = ({ id, secret, securityToken, role, policy, expired = false }: AccessKey): LiveKey => ({
  ...{ id, secret, securityToken, role, policy, expired },
  limit: undefined,
  session: 'twin-session',
});

export function findKey(world: LiveWorld, id: string): LiveKey | undefined {
  const told = world.account.accessKeys.find((key) => key.id === id);
  if (told !== undefined) return ofWorld(told);
  const session = world.sessions.get(id);
  return session && ofSession(session, world.clock.now());
}
