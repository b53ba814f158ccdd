import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** An issuer of ID tokens, as a forge is one: its keys, and the public half as a world takes it. */
interface Issuer {
  readonly jwk: Readonly<Record<string, unknown>>;
  readonly privateKey: KeyObject;
  readonly algorithm: 'RS256' | 'ES256';
  readonly keyId: string;
}

export const rsaIssuer = (keyId = 'rsa-1'): Issuer => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'RS256', use: 'sig' };
  return { jwk, privateKey, algorithm: 'RS256', keyId };
};

export const ecIssuer = (keyId = 'ec-1'): Issuer => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'ES256', use: 'sig' };
  return { jwk, privateKey, algorithm: 'ES256', keyId };
};

type Fields = Readonly<Record<string, unknown>>;

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that the issuer signed. Fields of the header can be given, also against what it is signed with. */
export const tokenOf = (issuer: Issuer, claims: Fields, header: Fields = {}): string => {
  const head = part({ alg: issuer.algorithm, kid: issuer.keyId, typ: 'JWT', ...header });
  const signed = `${head}.${part(claims)}`;
  const key = { key: issuer.privateKey, dsaEncoding: 'ieee-p1363' as const };
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
};
