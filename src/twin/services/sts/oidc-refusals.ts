import type { Refusal } from '../service.ts';

/**
 * What AssumeRoleWithOIDC refuses with. Codes, status and words are those of the STS error-code page
 * (api-sts-2015-04-01-errorcodes), but for those that are marked as a guess.
 */
const unauthenticated = (code: string, message: string): Refusal => ({
  status: 401,
  code: `AuthenticationFail.${code}`,
  message,
});

const invalid = (message: string): Refusal => unauthenticated('OIDCToken.Invalid', message);

export const emptyToken = invalid('The OIDCToken can not empty.');

export const flaws = {
  parts: invalid("The number of Jwt field should be divided into 3 parts with '.' ."),
  base64: invalid('Cannot decode base64 encoded response(format invalided).'),
  content: invalid('The Jwt content is invalid that cannot be recognized.'),
} as const;

export const unknownAlgorithm = (algorithm: string): Refusal =>
  invalid(`The algorithm ${algorithm} that be specified in Jwt header is unknown.`);

export const badSignature = unauthenticated(
  'OIDCToken.InvalidSignature',
  'OIDC token validate failed: invalid signature.',
);

export const expired = unauthenticated('OIDCToken.Expired', 'This JsonWebToken is expired.');

export const wrongAudience = unauthenticated('OIDCToken.AudienceNotMatch', 'Invalid audience.');

/** A guess, in the manner of AudienceNotMatch: how another issuer is refused was not found. */
export const wrongIssuer = unauthenticated('OIDCToken.IssuerNotMatch', 'Invalid issuer.');

/** The code is what users of the service report; its words are a guess. */
export const wrongFingerprint = unauthenticated(
  'OIDCToken.PublicKeyFingerprintMismatch',
  'The fingerprint of the certificate of the issuer does not match.',
);

/** A guess: that such a token is refused is documented (IssuanceLimitTime), with what is not. */
export const issuedTooLongAgo = unauthenticated('OIDCToken.Expired', 'This JsonWebToken was issued too long ago.');

export const unregistered = unauthenticated('NoPermission', 'No such OIDC Provider registered.');

/** For what is no ARN of a provider, as the tests of the vendor's own clients expect it. */
export const badProviderArn = unauthenticated('NoPermission', 'Parameter OIDCProviderArn is not valid');

/** A trust policy that does not let the token in; the detail is as users of the service report it. */
export const untrusted = (account: string, how: 'implicit' | 'explicit'): Refusal => ({
  ...unauthenticated('NoPermission', 'There is no permission'),
  more: {
    AccessDeniedDetail: {
      AuthAction: 'sts:AssumeRole',
      AuthPrincipalOwnerId: account,
      NoPermissionType: how === 'implicit' ? 'ImplicitDeny' : 'ExplicitDeny',
      PolicyType: 'AssumeRolePolicy',
    },
  },
});

/** As AssumeRole says it; that this call says the same is a guess. */
export const noRole = (arn: string): Refusal => ({
  status: 404,
  code: 'EntityNotExist.Role',
  message: `The role not exists: ${arn}.`,
});

const wrong = (name: string, message: string): Refusal => ({
  status: 400,
  code: `InvalidParameter.${name}`,
  message,
});

export const badRoleArn = wrong('RoleArn', 'The parameter RoleArn is wrongly formed.');

export const badSessionName = wrong('RoleSessionName', 'The parameter RoleSessionName is wrongly formed.');

export const badDuration = (most: number): Refusal =>
  wrong('DurationSeconds', `The Min/Max value of DurationSeconds is 15min/${most / 3_600}hr.`);

export const badPolicy = wrong('PolicyGrammar', 'The parameter Policy has not passed grammar check.');
