import type { LiveWorld } from './live-world.ts';
import { secretMark } from './secret-mark.ts';

interface TokenOptions {
  readonly cluster: string;
  readonly name: string;
  /** Virtual ms; Infinity for one that never runs out. */
  readonly until: number;
}

/** Makes a bearer token for one cluster's Kubernetes API. */
export function issueToken(world: LiveWorld, { cluster, name, until }: TokenOptions): string {
  const token = secretMark + world.ids.hex(`${cluster} token ${name}`, 48);
  world.tokens.set(token, { cluster, until });
  return token;
}

/** Whether the Authorization header carries a token that is good for the cluster now. */
export function isAuthorized(world: LiveWorld, cluster: string, authorization: string | undefined): boolean {
  const [, bearer = ''] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  const token = world.tokens.get(bearer);
  return token?.cluster === cluster && world.clock.now() < token.until;
}
