import http from 'node:http';
import https from 'node:https';
import type { Json } from '../../src/core/fact.ts';
import type { DriverSettings } from '../../src/core/kind.ts';
import { createRedactor, type Redactor } from '../../src/core/redactor.ts';
import { paced, paceOf } from '../../src/core/pace.ts';
import { createCloudClock, rfc3339, type HeardClock } from '../wire/cloud-clock.ts';
import type { Exchanged } from '../../src/core/transport.ts';
import { senderOf } from '../wire/exchange.ts';
import { malformed, silenceOf, unusable, type Failure, type HttpAnswer } from '../wire/failure.ts';
import { isObject, objectIn, parseJson, textIn } from '../wire/json.ts';
import { isLoopback } from '../../src/core/loopback.ts';
import type { Reading } from '../wire/reading.ts';
import { withRetries } from '../wire/retry.ts';
import { userAgent } from '../wire/user-agent.ts';
import type { Connection } from './connection.ts';
import { failureOf, requestOf } from './errors.ts';

/** How a write went. unsent: it provably never left this process. */
export type Written =
  | { readonly is: 'answered'; readonly answer: HttpAnswer; readonly failure: Failure | null }
  | { readonly is: 'unanswered'; readonly why: string }
  | { readonly is: 'unsent'; readonly failure: Failure };

/** One operation center as one user. It holds the token; nothing it returns does. */
export interface Session {
  readonly clock: HeardClock;
  readonly loopback: boolean;
  /** A read (`POST /v2/api/<path>`), tried again while its failure may pass. */
  read(path: string, body: Json): Promise<Reading<Json>>;
  /** A write, sent exactly once. There is no fence in this API: nothing makes a sent request die. */
  write(path: string, body: Json): Promise<Written>;
  /** `GET /get-version`, which asks for no token; its `Date` is heard. */
  version(): Promise<Reading<Json>>;
  stamp(): string;
}

const readTries = 6;
const readTimeoutMs = 15_000;
const writeTimeoutMs = 30_000;

interface Wire {
  readonly settings: DriverSettings;
  readonly connection: Connection;
  readonly clock: HeardClock;
  readonly agent: http.Agent;
  /** For one write: a connection of its own, so that no idle one that the server just closed is used. */
  readonly fresh: () => http.Agent;
  readonly redactor: Redactor;
}

interface Sending {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token: string | null;
  readonly body: string | null;
  readonly fresh: boolean;
}

const send = async (wire: Wire, { method, path, token, body, fresh }: Sending): Promise<Exchanged> => {
  const headers = {
    accept: 'application/json',
    // Texts of tasks are localized, and some are matched.
    'content-language': 'en-US',
    'user-agent': userAgent,
    ...(body === null ? {} : { 'content-type': 'application/json' }),
    ...(token === null ? {} : { authorization: token }),
  };
  const url = new URL(`/v2/api/${path}`, wire.connection.base);
  const timeoutMs = fresh ? writeTimeoutMs : readTimeoutMs;
  const agent = fresh ? wire.fresh() : wire.agent;
  const exchanged = await senderOf(wire.settings)({ method, url, headers, body, agent, timeoutMs });
  if (exchanged.is === 'answer') wire.clock.hear(exchanged.headers['date']);
  return exchanged;
};

const isGood = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;

const stampOf = ({ clock, settings }: Wire, date?: string): string => {
  const ms = date === undefined ? Number.NaN : Date.parse(date);
  return rfc3339(Number.isNaN(ms) ? (clock.now() ?? settings.wall()) : ms);
};

const readingOf = (wire: Wire, call: string, exchanged: Exchanged): Reading<Json> => {
  if (exchanged.is === 'silence') return { ok: false, call, failure: silenceOf(exchanged.why, exchanged.tooLarge) };
  const fail = (failure: Failure): Reading<Json> => ({ ok: false, call, failure });
  if (!isGood(exchanged)) return fail(failureOf(exchanged, wire.redactor.redact));
  const value = parseJson(exchanged.body);
  const request = requestOf(exchanged);
  if (value === undefined) return fail(malformed('the answer is not JSON', request));
  return { ok: true, value, source: { call, request, at: stampOf(wire, exchanged.headers['date']) } };
};

type Token = { readonly ok: true; readonly token: string } | { readonly ok: false; readonly failure: Failure };

/** A password alone gets no token where the account asks for a second factor. */
const asLoginFailure = (failure: Failure): Failure =>
  failure.failure === 'network' || failure.failure === 'server' || failure.failure === 'throttled'
    ? failure
    : {
        ...failure,
        failure: 'refused',
        diagnostic: 'CRD013',
        message: `no token was given: ${failure.message}; an account with a second factor needs an API key`,
      };

const logIn = async (wire: Wire): Promise<Token> => {
  const { proof } = wire.connection;
  if (proof.is === 'token') return { ok: true, token: proof.token };
  const { username, password, source } = proof;
  const body = JSON.stringify({ username, password, source });
  const exchanged = await send(wire, { method: 'POST', path: 'login', token: null, body, fresh: false });
  const reading = readingOf(wire, 'login', exchanged);
  if (!reading.ok) return { ok: false, failure: asLoginFailure(reading.failure) };
  const token = textIn(isObject(reading.value) ? objectIn(reading.value, 'data') : {}, 'token');
  if (token === '') return { ok: false, failure: unusable('CRD013', 'the login gave no token') };
  wire.redactor.keep(token);
  return { ok: true, token };
};

/** One token for all calls; a login that failed is tried anew by the next call. */
const tokens = (wire: Wire) => {
  let asked: Promise<Token> | null = null;
  return {
    get: async (): Promise<Token> => {
      asked ??= logIn(wire);
      const token = await asked;
      if (!token.ok) asked = null;
      return token;
    },
    forget: (): void => {
      asked = null;
    },
  };
};

const createCalls = (wire: Wire, wait: (ms: number) => Promise<void>): Pick<Session, 'read' | 'write' | 'version'> => {
  const { get, forget } = tokens(wire);
  const once = async (path: string, body: string): Promise<Reading<Json>> => {
    const token = await get();
    if (!token.ok) return { ok: false, call: path, failure: token.failure };
    const sent = await send(wire, { method: 'POST', path, token: token.token, body, fresh: false });
    const reading = readingOf(wire, path, sent);
    // A token that a login gave may have been revoked: the next try logs in again.
    if (!reading.ok && reading.failure.status === 401) forget();
    return reading;
  };
  const policy = { tries: readTries, wait };
  return {
    read: (path, body) => withRetries(() => once(path, JSON.stringify(body)), policy),
    version: () =>
      withRetries(async () => {
        const sent = await send(wire, { method: 'GET', path: 'get-version', token: null, body: null, fresh: false });
        return readingOf(wire, 'get-version', sent);
      }, policy),
    write: async (path, body) => {
      const token = await get();
      if (!token.ok) return { is: 'unsent', failure: token.failure };
      const text = JSON.stringify(body);
      const sent = await send(wire, { method: 'POST', path, token: token.token, body: text, fresh: true });
      if (sent.is === 'silence') return { is: 'unanswered', why: sent.why };
      const failure = isGood(sent) ? null : failureOf(sent, wire.redactor.redact);
      return { is: 'answered', answer: sent, failure };
    },
  };
};

const agentOf = ({ base, ca }: Connection, keepAlive: boolean): http.Agent =>
  base.protocol === 'http:'
    ? new http.Agent({ keepAlive, maxSockets: 8 })
    : new https.Agent({ keepAlive, maxSockets: 8, ...(ca === null ? {} : { ca }) });

/** Opens nothing yet: the first call logs in. */
export const createSession = (settings: DriverSettings, connection: Connection): Session => {
  const loopback = isLoopback(connection.base);
  const by = paceOf(settings.env, loopback);
  const { proof } = connection;
  const wire: Wire = {
    settings,
    connection,
    clock: createCloudClock(settings.monotonic, by),
    agent: agentOf(connection, true),
    fresh: () => agentOf(connection, false),
    redactor: createRedactor(proof.is === 'token' ? proof.token : proof.password),
  };
  return {
    clock: wire.clock,
    loopback,
    ...createCalls(wire, (ms) => settings.sleep(paced(ms, by))),
    stamp: () => stampOf(wire),
  };
};
