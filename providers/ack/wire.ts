import type http from 'node:http';
import type { DriverSettings } from '../../src/core/kind.ts';
import type { Fence } from '../../src/core/operation.ts';
import { rfc3339, type HeardClock } from '../wire/cloud-clock.ts';
import type { Credentials } from './credentials.ts';
import type { Endpoints } from './endpoints.ts';
import { failureOf, requestIdOf } from './errors.ts';
import { silenceOf, type Failure, type HttpAnswer } from '../wire/failure.ts';
import type { Exchanged, Method } from '../../src/core/transport.ts';
import { senderOf } from '../wire/exchange.ts';
import type { Reading } from '../wire/reading.ts';
import type { AccessKey } from './signature.ts';
import { userAgent } from '../wire/user-agent.ts';

/** How a write went. unsent: it provably never left this process. */
export type Written =
  | { readonly is: 'answered'; readonly answer: HttpAnswer; readonly failure: Failure | null }
  | { readonly is: 'unanswered'; readonly why: string }
  | { readonly is: 'unsent'; readonly failure: Failure };

/** What all requests of one session share. */
export interface Wire {
  readonly settings: DriverSettings;
  readonly endpoints: Endpoints;
  readonly credentials: Credentials;
  readonly clock: HeardClock;
  readonly agents: Readonly<Record<string, http.Agent>>;
}

/** How one request is sent. `fresh`: on a connection of its own. */
export interface Manner {
  readonly fence: Fence;
  readonly fresh: boolean;
  readonly timeoutMs: number;
}

export type Sent =
  { readonly is: 'sent'; readonly exchanged: Exchanged } | { readonly is: 'unsent'; readonly failure: Failure };

/** Signs a call of one product and sends it once. */
export type Send = (manner: Manner) => Promise<Sent>;

export const readTimeoutMs = 15_000;
const writeTimeoutMs = 30_000;

export const unsent = (diagnostic: Failure['diagnostic'], message: string): Extract<Sent, { is: 'unsent' }> => ({
  is: 'unsent',
  failure: { failure: 'refused', code: diagnostic, diagnostic, message, request: '', status: null },
});

/** What a header may hold. A secret that was mounted from a file often ends with a line break. */
const isSendable = (text: string): boolean => /^[\x21-\x7e]*$/.test(text);
const unsendable = (what: string): string =>
  `the ${what} holds a character that none has (a line break at its end?): nothing was sent`;

export type Keyed = { readonly is: 'key'; readonly key: AccessKey } | Extract<Sent, { is: 'unsent' }>;

/** The key to sign with, if there is one that a request can carry. */
export const keyOf = async ({ credentials }: Wire): Promise<Keyed> => {
  const found = await credentials.key();
  if (found.is === 'none') return { is: 'unsent', failure: found.failure };
  const { key } = found;
  if (!isSendable(key.id)) return unsent('CRD002', unsendable('access key id'));
  if (!isSendable(key.token ?? '')) return unsent('CRD004', unsendable('security token'));
  return { is: 'key', key };
};

interface Signed {
  readonly method: Method;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Sends what is signed. Every answer's `Date` is heard. */
export const transmit = async (wire: Wire, { method, url, headers, body }: Signed, manner: Manner): Promise<Sent> => {
  const agent = manner.fresh ? false : (wire.agents[url.protocol] ?? false);
  const named = { ...headers, 'user-agent': userAgent };
  const send = senderOf(wire.settings);
  const exchanged = await send({ method, url, headers: named, body, agent, timeoutMs: manner.timeoutMs });
  if (exchanged.is === 'answer') wire.clock.hear(exchanged.headers['date']);
  return { is: 'sent', exchanged };
};

const isGood = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;

const mapError = (wire: Wire, answer: HttpAnswer, signed?: string): Failure => {
  const failure = failureOf(answer, {
    wall: wire.settings.wall(),
    ...(signed === undefined ? {} : { signed }),
    redact: wire.credentials.redact,
  });
  // Missing permission says nothing against the key; everything else about who asks does.
  if (failure.diagnostic.startsWith('CRD') && failure.diagnostic !== 'CRD006') wire.credentials.forget();
  return failure;
};

/** RFC 3339: an answer's `Date`, else the cloud's time now, else the local one. */
export const stampOf = (wire: Wire, date?: string): string => {
  const ms = date === undefined ? Number.NaN : Date.parse(date);
  return rfc3339(Number.isNaN(ms) ? (wire.clock.now() ?? wire.settings.wall()) : ms);
};

/** Reads are signed by the local clock: a wrong one is told, not hidden. */
export const readOnce = async (wire: Wire, call: string, send: Send): Promise<Reading<HttpAnswer>> => {
  const fence = { nonce: wire.settings.randomUuid(), date: rfc3339(wire.settings.wall()) };
  const sent = await send({ fence, fresh: false, timeoutMs: readTimeoutMs });
  if (sent.is === 'unsent') return { ok: false, call, failure: sent.failure };
  const answer = sent.exchanged;
  if (answer.is === 'silence') return { ok: false, call, failure: silenceOf(answer.why, answer.tooLarge) };
  if (!isGood(answer)) return { ok: false, call, failure: mapError(wire, answer) };
  const source = { call, request: requestIdOf(answer), at: stampOf(wire, answer.headers['date']) };
  return { ok: true, value: answer, source };
};

export const writeOnce = async (wire: Wire, how: Omit<Manner, 'timeoutMs'>, send: Send): Promise<Written> => {
  const sent = await send({ ...how, timeoutMs: writeTimeoutMs });
  if (sent.is === 'unsent') return sent;
  if (sent.exchanged.is === 'silence') return { is: 'unanswered', why: sent.exchanged.why };
  const answer = sent.exchanged;
  return { is: 'answered', answer, failure: isGood(answer) ? null : mapError(wire, answer, how.fence.date) };
};
