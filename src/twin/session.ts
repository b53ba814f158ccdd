import type { PolicyDocument } from './access/policy-document.ts';

/** Temporary keys that STS gave out. */
export interface Session {
  readonly id: string;
  readonly secret: string;
  readonly securityToken: string;
  readonly role: string;
  /** What it may do at most, whatever its role may: the policy that came with the call for it. */
  readonly limit: PolicyDocument | undefined;
  /** What whoever took the role called themselves. */
  readonly session: string;
  /** Virtual ms. */
  readonly until: number;
}
