import { createRedactor } from '../../src/core/redactor.ts';
import { rfc3339 } from '../wire/cloud-clock.ts';
import type { Exchanged } from '../../src/core/transport.ts';
import type { Outgoing } from '../wire/exchange.ts';
import { oneLine, silenceOf, unusable, type Failure, type HttpAnswer } from '../wire/failure.ts';
import { isObject, objectIn, parseJson, textIn } from '../wire/json.ts';
import { userAgent } from '../wire/user-agent.ts';
import { failureOf } from './errors.ts';
import type { Endpoints } from './endpoints.ts';
import { tokenSourceOf, type TokenSource } from './oidc-token.ts';
import type { AccessKey } from './signature.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A key to sign with, or why there is none. */
export type Found =
  { readonly is: 'key'; readonly key: AccessKey } | { readonly is: 'none'; readonly failure: Failure };

/** The keys of a role that trusts the pipeline's token. Null where the environment does not ask for one. */
export interface RoleByOidc {
  key(): Promise<Found>;
  forget(): void;
}

export interface Around {
  readonly env: Environment;
  readonly endpoints: Endpoints;
  /** The cloud's time, in milliseconds; the local one before the first answer. */
  readonly now: () => number;
  readonly hear: (date: string | undefined) => void;
  readonly send: (outgoing: Outgoing) => Promise<Exchanged>;
}

interface Asked {
  readonly role: string;
  readonly provider: string;
  readonly session: string;
  readonly tokens: TokenSource;
}

/** A new key is asked for this long before the old one ends, so that a call that was just signed still finds it good. */
const marginMs = 5 * 60_000;
const seconds = 3600;

/** What the audit trail of the cloud shows beside the role. */
const sessionOf = (env: Environment): string => {
  const job = env['GITHUB_RUN_ID'] ?? env['CI_JOB_ID'] ?? '';
  return env['ALIBABA_CLOUD_ROLE_SESSION_NAME'] || (/^\d{1,40}$/.test(job) ? `onward-${job}` : 'onward');
};

type Wanted = { readonly is: 'asked'; readonly asked: Asked } | { readonly is: 'none'; readonly failure: Failure };

const incomplete = (missing: string): Wanted => ({
  is: 'none',
  failure: unusable('CRD016', `a role is to be assumed by an OIDC token, and ${missing}`),
});

/** The variables are those of the vendor's tools (ACK API reference, §9.6); one alone is a mistake and no other identity. */
const wantedOf = (env: Environment): Wanted | null => {
  const [role, provider] = [env['ALIBABA_CLOUD_ROLE_ARN'], env['ALIBABA_CLOUD_OIDC_PROVIDER_ARN']];
  if (!provider) {
    // A job that may have a token and names a role means that role: the machine it runs on may have an identity of its own.
    const isMeant = Boolean(env['ALIBABA_CLOUD_OIDC_TOKEN_FILE']) || (Boolean(role) && tokenSourceOf(env) !== null);
    if (!isMeant) return null;
    return incomplete('ALIBABA_CLOUD_OIDC_PROVIDER_ARN is not set');
  }
  if (!role) return incomplete('ALIBABA_CLOUD_ROLE_ARN is not set');
  const tokens = tokenSourceOf(env);
  if (tokens === null)
    return incomplete('there is no token: neither ALIBABA_CLOUD_OIDC_TOKEN_FILE nor a GitHub job with id-token: write');
  return { is: 'asked', asked: { role, provider, session: sessionOf(env), tokens } };
};

const none = (failure: Failure): Found => ({ is: 'none', failure });

/** AssumeRoleWithOIDC is not signed: the token proves who asks. */
const request = (
  base: URL,
  { role, provider, session }: Asked,
  sent: { readonly token: string; readonly at: number },
): Outgoing => {
  const url = new URL(base);
  const query = { Action: 'AssumeRoleWithOIDC', Version: '2015-04-01', Format: 'JSON', Timestamp: rfc3339(sent.at) };
  url.search = new URLSearchParams(query).toString();
  const body = new URLSearchParams({
    OIDCProviderArn: provider,
    OIDCToken: sent.token,
    RoleArn: role,
    RoleSessionName: session,
    DurationSeconds: String(seconds),
  }).toString();
  const headers = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': userAgent,
  };
  return { method: 'POST', url, headers, body, agent: false, timeoutMs: 15_000 };
};

/** Whatever it is called, a refusal here is the role's or the provider's word against this token. */
const refusedBy = (answer: HttpAnswer, token: string, now: number): Failure => {
  const failure = failureOf(answer, { wall: now, redact: createRedactor(token).redact });
  if (failure.failure === 'server' || failure.failure === 'throttled') return failure;
  return {
    ...failure,
    failure: 'refused',
    diagnostic: 'CRD015',
    code: failure.code || 'CRD015',
    message: oneLine(failure.message),
  };
};

interface Lent {
  readonly key: AccessKey;
  /** The cloud's time, in milliseconds. */
  readonly ends: number;
}

const lentIn = (body: string, now: number): Lent | null => {
  const parsed = parseJson(body);
  const lent = isObject(parsed) ? objectIn(parsed, 'Credentials') : {};
  const [id, secret, token] = ['AccessKeyId', 'AccessKeySecret', 'SecurityToken'].map((name) => textIn(lent, name));
  const ends = Date.parse(textIn(lent, 'Expiration'));
  if (!id || !secret || !token) return null;
  return { key: { id, secret, token }, ends: Number.isNaN(ends) ? now + seconds * 1000 : ends };
};

const assume = async (asked: Asked, { endpoints, now, hear, send }: Around): Promise<Lent | Failure> => {
  const base = endpoints.of('STS', null);
  if (!base.ok) return unusable('CRD008', base.diagnostics[0]?.summary ?? 'the endpoint of STS cannot be used');
  const token = await asked.tokens();
  if (token.is === 'none') return token.failure;
  const answer = await send(request(base.value, asked, { token: token.token, at: now() }));
  if (answer.is === 'silence') return silenceOf(`AssumeRoleWithOIDC: ${answer.why}`, answer.tooLarge);
  hear(answer.headers['date']);
  if (answer.status !== 200) return refusedBy(answer, token.token, now());
  return lentIn(answer.body, now()) ?? unusable('CRD015', 'AssumeRoleWithOIDC answered without credentials');
};

const isFailure = (lent: Lent | Failure): lent is Failure => 'failure' in lent;

/** Asks for a key when there is none, or when the one at hand ends soon; many who ask at once ask together. */
const lender = (asked: Asked, around: Around): RoleByOidc => {
  let lent: Lent | null = null;
  let asking: Promise<Lent | Failure> | null = null;
  const renewed = async (): Promise<Found> => {
    asking ??= assume(asked, around).finally(() => (asking = null));
    const answer = await asking;
    if (!isFailure(answer)) {
      lent = answer;
      return { is: 'key', key: answer.key };
    }
    // One that is still good serves until its end, whatever became of the next.
    return lent !== null && around.now() < lent.ends ? { is: 'key', key: lent.key } : none(answer);
  };
  return {
    key: () =>
      lent !== null && around.now() < lent.ends - marginMs
        ? Promise.resolve({ is: 'key', key: lent.key } as const)
        : renewed(),
    forget: () => {
      lent = null;
    },
  };
};

/**
 * The second link of the vendor's chain, made here: theirs reads a token from a file only, which a GitHub job's outlives by
 * minutes, knows no endpoint but the vendor's, and hides why it failed; after that it goes on to somebody else's credentials.
 */
export const roleByOidc = (around: Around): RoleByOidc | null => {
  const wanted = wantedOf(around.env);
  if (wanted === null) return null;
  return wanted.is === 'none'
    ? { key: () => Promise.resolve(none(wanted.failure)), forget: () => undefined }
    : lender(wanted.asked, around);
};
