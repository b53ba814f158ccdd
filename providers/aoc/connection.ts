import { addressFault } from '../../src/core/address-fault.ts';
import { unusable, type Failure } from '../wire/failure.ts';
import { authorityOf } from './authority.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** How one asks for a token: a name and a password, and where the user is kept (LOCAL, LDAP, AUTHN, SSO). */
export interface Login {
  readonly username: string;
  readonly password: string;
  readonly source: string;
}

/** Where an operation center answers and as whom it is asked. A document names it; only the environment gives this. */
export interface Connection {
  readonly name: string;
  /** Without a path. */
  readonly base: URL;
  /** PEM text; null where the system's authorities are enough. */
  readonly ca: string | null;
  readonly proof: { readonly is: 'token'; readonly token: string } | ({ readonly is: 'login' } & Login);
}

export type Connected =
  { readonly ok: true; readonly connection: Connection } | { readonly ok: false; readonly failure: Failure };

/** The variables of the operation center `hz-1` begin with `ONWARD_AOC_HZ_1_`. */
const prefixOf = (name: string): string => `ONWARD_AOC_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_`;

const failed = (code: 'CRD011' | 'CRD012', message: string): Connected => ({
  ok: false,
  failure: unusable(code, message),
});

/** What a header may hold. A secret that was mounted from a file often ends with a line break. */
const isSendable = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

const proofOf = (env: Environment, prefix: string): Connection['proof'] | Failure => {
  const token = env[`${prefix}TOKEN`] ?? '';
  if (token !== '')
    return isSendable(token)
      ? { is: 'token', token }
      : unusable(
          'CRD012',
          `${prefix}TOKEN holds a character that none has (a line break at its end?): nothing was sent`,
        );
  const username = env[`${prefix}USERNAME`] ?? '';
  const password = env[`${prefix}PASSWORD`] ?? '';
  if (username === '' || password === '')
    return unusable('CRD011', `neither ${prefix}TOKEN nor ${prefix}USERNAME with ${prefix}PASSWORD is set`);
  return { is: 'login', username, password, source: env[`${prefix}SOURCE`] ?? 'LOCAL' };
};

/** Finds the connection that a document names. Nothing is called. */
export const connectionOf = (env: Environment, name: string): Connected => {
  const prefix = prefixOf(name);
  const url = env[`${prefix}URL`] ?? '';
  if (url === '') return failed('CRD011', `${prefix}URL is not set: where does operation center ${name} answer?`);
  const why = addressFault(url, 'the token');
  if (why !== null) return failed('CRD012', `${prefix}URL ${why}`);
  const proof = proofOf(env, prefix);
  if (!('is' in proof)) return { ok: false, failure: proof };
  const asked = env[`${prefix}CA`] ?? '';
  const ca = asked === '' ? null : authorityOf(asked);
  if (asked !== '' && ca === null) return failed('CRD012', `${prefix}CA names no file with a certificate in PEM form`);
  return { ok: true, connection: { name, base: new URL(url), ca, proof } };
};
