import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canaries } from '../canaries/canaries.ts';

/** Whom a server knows. `onward` and `guest` start with no rights; `stranger` shows a token that nobody was given. */
export type User = 'admin' | 'kubelet' | 'controller' | 'onward' | 'guest' | 'stranger';

/** What a client needs: PEM texts, and a bearer token for each user. All of it is made anew for each server. */
export interface Credentials {
  readonly ca: string;
  readonly certificateOf: (user: User) => { readonly certificate: string; readonly key: string };
  readonly tokenOf: (user: User) => string;
}

const groups: Readonly<Record<Exclude<User, 'stranger'>, string>> = {
  admin: 'system:masters',
  kubelet: 'system:masters',
  controller: 'system:masters',
  onward: 'onward',
  guest: 'guests',
};

const newToken = (): string => `${canaries.bearer}-${randomBytes(16).toString('hex')}`;

/** Writes certificates and tokens.csv into `folder`, as kube-apiserver reads them; `binary` is the server's program. */
export const makeCredentials = (binary: string, folder: string): Credentials => {
  mkdirSync(folder, { mode: 0o700 });
  const named = Object.entries(groups);
  execFileSync(binary, ['certificates', folder, ...named.map(([user, group]) => `${user}/${group}`)]);
  const tokens = new Map<string, string>(named.map(([user]) => [user, newToken()]));
  const lines = named.map(([user, group]) => `${tokens.get(user)!},${user},${user},"${group}"\n`);
  writeFileSync(join(folder, 'tokens.csv'), lines.join(''), { mode: 0o600 });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return {
    ca: read('ca.crt'),
    certificateOf: (user) => ({ certificate: read(`${user}.crt`), key: read(`${user}.key`) }),
    tokenOf: (user) => tokens.get(user) ?? newToken(),
  };
};
