import { describe, expect, it } from 'vitest';
import { canaries } from './canaries.ts';
import { secretIn } from './marks.ts';

const base64 = (before: string, secret: string): string =>
  Buffer.from(`${before}${secret} and more`).toString('base64');

const forms: readonly { readonly reason: string; readonly write: (secret: string) => string }[] = [
  { reason: 'as it is', write: (secret) => secret },
  { reason: 'in base64', write: (secret) => base64('', secret) },
  { reason: 'in base64, one byte in', write: (secret) => base64('x', secret) },
  { reason: 'in base64, two bytes in', write: (secret) => base64('xy', secret) },
  { reason: 'in base64url', write: (secret) => Buffer.from(`:${secret}`).toString('base64url') },
  { reason: 'in hex', write: (secret) => Buffer.from(secret).toString('hex') },
  { reason: 'in upper hex', write: (secret) => Buffer.from(secret).toString('hex').toUpperCase() },
  { reason: 'in a URL', write: (secret) => `https://h/?${new URLSearchParams({ secret }).toString()}` },
  { reason: 'in a path', write: (secret) => `https://h/${encodeURIComponent(secret)}` },
  { reason: 'in JSON within JSON', write: (secret) => JSON.stringify(JSON.stringify({ secret })) },
];

const secrets: readonly string[] = [
  ...Object.values(canaries),
  `${canaries.bearer}/+="\\`,
  'twin-secret',
  '-----BEGIN EC PRIVATE KEY-----\nMHcC',
];

describe('a secret is found', () => {
  it.each(forms)('$reason', ({ write }) => {
    for (const secret of secrets) {
      expect(secretIn(Buffer.from(`before ${write(secret)} after`)), secret).not.toBeNull();
    }
  });

  it('with what is around it, in one line', () => {
    const [secret] = Object.values(canaries);
    expect(secretIn(Buffer.from(`one\n"token":"${secret}"\n`))).toBe(`one "token":"${secret}" `.slice(0, 57));
  });
});

describe('no secret is found', () => {
  it.each(['', 'wave: canary', 'a twin, a secret', '-----BEGIN CERTIFICATE-----', 'c4nar'])('in %j', (text) => {
    expect(secretIn(Buffer.from(text))).toBeNull();
  });
});
