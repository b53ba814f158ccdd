import http from 'node:http';
import https from 'node:https';
import type { DriverSettings } from '../../src/core/kind.ts';
import type { Fence } from '../../src/core/operation.ts';
import { createCloudClock, rfc3339, type HeardClock } from './cloud-clock.ts';
import { createCredentials, type Credentials, type KeySource } from './credentials.ts';
import { createEndpoints, type Endpoints, type Product } from './endpoints.ts';
import { failureOf, malformed, requestIdOf, silenceOf, type Failure, type HttpAnswer } from './errors.ts';
import { exchange, type Exchanged } from './exchange.ts';
import { parseJson } from './json.ts';
import type { Json } from '../../src/core/fact.ts';
import { paced, paceOf } from '../../src/core/pace.ts';
import type { Reading } from './reading.ts';
import { withRetries } from './retry.ts';
import { canonicalQuery, sign } from './signature.ts';
import { userAgent } from './user-agent.ts';

/** One call of a product, before it is signed. */
export interface CloudCall {
  readonly product: Product;
  readonly region: string | null;
  readonly action: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Json | null;
}

/** How a write went. unsent: it provably never left this process. */
export type Written =
  | { readonly is: 'answered'; readonly answer: HttpAnswer; readonly failure: Failure | null }
  | { readonly is: 'unanswered'; readonly why: string }
  | { readonly is: 'unsent'; readonly failure: Failure };

/** Credentials, endpoints, clock and manners of one run against Alibaba Cloud. It holds secrets; nothing it returns does. */
export interface Session {
  readonly clock: HeardClock;
  readonly loopback: boolean;
  /** A signed read, tried again while its failure may pass. */
  read(call: CloudCall): Promise<Reading<Json>>;
  /** A signed write, sent exactly once under the fence's nonce and date. */
  write(call: CloudCall, fence: Fence): Promise<Written>;
  /** An unsigned GET whose `Date` header is heard, whatever it answers. */
  ping(product: Product, region: string | null): Promise<void>;
  /** Waits so many milliseconds of the cloud's time. */
  wait(ms: number): Promise<void>;
  /** The cloud's time now (the local one before the first answer), RFC 3339. */
  stamp(): string;
  /** Adds a secret that `scrub` takes out from now on. */
  keep(secret: string): void;
  scrub(text: string): string;
}

const versions: Readonly<Record<Product, string>> = { CS: '2015-12-15', STS: '2015-04-01' };
const readTries = 6;
const readTimeoutMs = 15_000;
const writeTimeoutMs = 30_000;

interface Wire {
  readonly settings: DriverSettings;
  readonly endpoints: Endpoints;
  readonly credentials: Credentials;
  readonly clock: HeardClock;
  readonly agents: Readonly<Record<string, http.Agent>>;
}

interface Manner {
  readonly fence: Fence;
  readonly fresh: boolean;
  readonly timeoutMs: number;
}

type Sent =
  { readonly is: 'sent'; readonly exchanged: Exchanged } | { readonly is: 'unsent'; readonly failure: Failure };

const unsent = (diagnostic: Failure['diagnostic'], message: string): Sent => ({
  is: 'unsent',
  failure: { failure: 'refused', code: diagnostic, diagnostic, message, request: '', status: null },
});

/** What a header may hold. A secret that was mounted from a file often ends with a line break. */
const isSendable = (text: string): boolean => /^[\x21-\x7e]*$/.test(text);
const unsendable = (what: string): string =>
  `the ${what} holds a character that none has (a line break at its end?): nothing was sent`;

/** Signs and sends once. Every answer's `Date` is heard. */
const send = async (wire: Wire, call: CloudCall, manner: Manner): Promise<Sent> => {
  const base = wire.endpoints.of(call.product, call.region);
  if (!base.ok) {
    const [problem] = base.diagnostics;
    return unsent(problem?.code ?? 'CRD008', `${problem?.summary ?? 'no endpoint'}: nothing was sent`);
  }
  const key = await wire.credentials.key();
  if (key === null) return unsent('CRD001', 'no credentials were found: nothing was sent');
  if (!isSendable(key.id)) return unsent('CRD002', unsendable('access key id'));
  if (!isSendable(key.token ?? '')) return unsent('CRD004', unsendable('security token'));
  const { method, path, query, action } = call;
  const url = base.value;
  const body = call.body === null ? null : JSON.stringify(call.body);
  const version = versions[call.product];
  const headers = sign({ method, host: url.host, path, query, body, action, version, ...manner.fence }, key);
  const search = canonicalQuery(query);
  const exchanged = await exchange({
    method,
    url: new URL(search === '' ? path : `${path}?${search}`, url),
    headers: { ...headers, accept: 'application/json', 'user-agent': userAgent },
    body,
    agent: manner.fresh ? false : (wire.agents[url.protocol] ?? false),
    timeoutMs: manner.timeoutMs,
  });
  if (exchanged.is === 'answer') wire.clock.hear(exchanged.headers['date']);
  return { is: 'sent', exchanged };
};

const isGood = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;

const mapError = (wire: Wire, answer: HttpAnswer): Failure => {
  const failure = failureOf(answer, { wall: wire.settings.wall(), scrub: (text) => wire.credentials.scrub(text) });
  // Missing permission says nothing against the key; everything else about who asks does.
  if (failure.diagnostic.startsWith('CRD') && failure.diagnostic !== 'CRD006') wire.credentials.forget();
  return failure;
};

const stampOf = (wire: Wire, date?: string): string => {
  const ms = date === undefined ? Number.NaN : Date.parse(date);
  return rfc3339(Number.isNaN(ms) ? (wire.clock.now() ?? wire.settings.wall()) : ms);
};

/** Reads are signed by the local clock: a wrong one is told, not hidden. */
const readOnce = async (wire: Wire, call: CloudCall): Promise<Reading<Json>> => {
  const fence = { nonce: wire.settings.randomUuid(), date: rfc3339(wire.settings.wall()) };
  const sent = await send(wire, call, { fence, fresh: false, timeoutMs: readTimeoutMs });
  const failed = (failure: Failure): Reading<Json> => ({ ok: false, call: call.action, failure });
  if (sent.is === 'unsent') return failed(sent.failure);
  if (sent.exchanged.is === 'silence') return failed(silenceOf(sent.exchanged.why, sent.exchanged.tooLarge));
  const answer = sent.exchanged;
  if (!isGood(answer)) return failed(mapError(wire, answer));
  const value = parseJson(answer.body);
  const request = requestIdOf(answer);
  if (value === undefined) return failed(malformed('the answer is not JSON', request));
  return { ok: true, value, source: { call: call.action, request, at: stampOf(wire, answer.headers['date']) } };
};

const writeOnce = async (wire: Wire, call: CloudCall, fence: Fence): Promise<Written> => {
  const sent = await send(wire, call, { fence, fresh: true, timeoutMs: writeTimeoutMs });
  if (sent.is === 'unsent') return sent;
  if (sent.exchanged.is === 'silence') return { is: 'unanswered', why: sent.exchanged.why };
  const answer = sent.exchanged;
  return { is: 'answered', answer, failure: isGood(answer) ? null : mapError(wire, answer) };
};

const ping = async (wire: Wire, product: Product, region: string | null): Promise<void> => {
  const base = wire.endpoints.of(product, region);
  if (!base.ok) return;
  const headers = { accept: 'application/json', 'user-agent': userAgent };
  const request = {
    method: 'GET',
    url: base.value,
    headers,
    body: null,
    agent: false,
    timeoutMs: readTimeoutMs,
  } as const;
  const exchanged = await exchange(request);
  if (exchanged.is === 'answer') wire.clock.hear(exchanged.headers['date']);
};

/** Opens nothing yet: the first call finds the key. `open` replaces the credential chain in tests. */
export const createSession = (settings: DriverSettings, open?: () => Promise<KeySource>): Session => {
  const endpoints = createEndpoints(settings.env);
  const by = paceOf(settings.env, endpoints.loopback);
  const options = { keepAlive: true, maxSockets: 16 };
  const wire: Wire = {
    settings,
    endpoints,
    credentials: createCredentials(settings.env, open),
    clock: createCloudClock(settings.monotonic, by),
    agents: { 'http:': new http.Agent(options), 'https:': new https.Agent(options) },
  };
  const wait = (ms: number): Promise<void> => settings.sleep(paced(ms, by));
  return {
    clock: wire.clock,
    loopback: endpoints.loopback,
    read: (call) => withRetries(() => readOnce(wire, call), { tries: readTries, wait }),
    write: (call, fence) => writeOnce(wire, call, fence),
    ping: (product, region) => ping(wire, product, region),
    wait,
    stamp: () => stampOf(wire),
    keep: (secret) => {
      wire.credentials.keep(secret);
    },
    scrub: (text) => wire.credentials.scrub(text),
  };
};
