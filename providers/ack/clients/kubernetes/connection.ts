import http from 'node:http';
import https from 'node:https';
import type { Json } from '../../../../src/core/fact.ts';
import { rfc3339 } from '../../../wire/cloud-clock.ts';
import { malformed, silenceOf } from '../../../wire/failure.ts';
import type { Exchanged, Method } from '../../../../src/core/transport.ts';
import { isObject, listIn, objectIn, parseJson, textIn, type JsonObject } from '../../../wire/json.ts';
import type { Reading, Source } from '../../../wire/reading.ts';
import { withRetries } from '../../../wire/retry.ts';
import type { Session } from '../../session.ts';
import { userAgent } from '../../../wire/user-agent.ts';
import type { KubernetesAccess } from '../kubeconfig.ts';
import type { Kubernetes, KubernetesExchange, KubernetesWrite, ListQuery } from './api.ts';
import { answerOfStatus, bodyOf, refusalOf, saysAbsent } from './status.ts';

const readTimeoutMs = 10_000;
/** An admission webhook may take 30 s before the API server answers for it. */
const writeTimeoutMs = 40_000;
const pageItems = '500';
const mostPages = 200;

interface Connection {
  readonly access: KubernetesAccess;
  readonly agent: http.Agent;
  readonly session: Session;
}

const agentFor = ({ server, ca, certificate, key }: KubernetesAccess, keepAlive: boolean): http.Agent => {
  const options = { keepAlive, maxSockets: 4 };
  if (server.protocol === 'http:') return new http.Agent(options);
  const tls = { ...(ca ? { ca } : {}), ...(certificate && key ? { cert: certificate, key } : {}) };
  return new https.Agent({ ...options, ...tls });
};

interface Request {
  readonly method: Method;
  readonly path: string;
  readonly body: Json | null;
  readonly contentType: string;
  readonly agent: http.Agent;
  readonly timeoutMs: number;
}

const send = ({ access, session }: Connection, { method, path, body, contentType, agent, timeoutMs }: Request) =>
  session.send({
    method,
    url: new URL(path, access.server),
    headers: {
      accept: 'application/json',
      'user-agent': userAgent,
      ...(body === null ? {} : { 'content-type': contentType }),
      ...(access.token === null ? {} : { authorization: `Bearer ${access.token}` }),
    },
    body: body === null ? null : JSON.stringify(body),
    agent,
    timeoutMs,
  });

type Answered = Extract<Exchanged, { is: 'answer' }>;

/** One read, by GET or by a POST that only asks. */
const ask = async (connection: Connection, path: string, body: Json | null = null): Promise<Reading<Answered>> => {
  const { agent, session } = connection;
  const method = body === null ? 'GET' : 'POST';
  const call = `${method} ${path.split('?')[0] ?? ''}`;
  const contentType = 'application/json';
  const request = { method, path, body, contentType, agent, timeoutMs: readTimeoutMs } as const;
  const exchanged = await send(connection, request);
  if (exchanged.is === 'silence') {
    const failure = silenceOf(exchanged.why, exchanged.tooLarge);
    return { ok: false, call, failure: failure.failure === 'network' ? { ...failure, diagnostic: 'OBS005' } : failure };
  }
  const { status, headers } = exchanged;
  // A review is answered by 201, for it is a creation in form.
  if (status !== 200 && !(body !== null && status === 201) && !saysAbsent(exchanged, path.split('/').at(-1) ?? ''))
    return { ok: false, call, failure: refusalOf(exchanged, session.redact) };
  const date = Date.parse(headers['date'] ?? '');
  const at = Number.isNaN(date) ? session.stamp() : rfc3339(date);
  return { ok: true, value: exchanged, source: { call, request: headers['audit-id'] ?? '', at } };
};

interface Page {
  readonly items: readonly JsonObject[];
  readonly next: string;
}

const pageIn = (text: string): Page | null => {
  const body = parseJson(text);
  const items = isObject(body) ? listIn(body, 'items') : null;
  if (!isObject(body) || items === null) return null;
  return { items: items.filter(isObject), next: textIn(objectIn(body, 'metadata'), 'continue') };
};

/** A list whose continuation expired (410) fails as a whole and is read again from its start. */
const listAll = async (
  connection: Connection,
  path: string,
  selectors: ListQuery,
): Promise<Reading<readonly JsonObject[]>> => {
  const items: JsonObject[] = [];
  let next = '';
  let source: Source = { call: `GET ${path}`, request: '', at: '' };
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ ...selectors, limit: pageItems, ...(next === '' ? {} : { continue: next }) });
    const reading = await ask(connection, `${path}?${query.toString()}`);
    if (!reading.ok) return reading;
    const read = pageIn(reading.value.body);
    ({ source } = reading);
    if (read === null) break;
    items.push(...read.items);
    if (read.next === '') return { ok: true, value: items, source };
    ({ next } = read);
  }
  return { ok: false, call: source.call, failure: malformed('the answer is not a list that ends', source.request) };
};

const objectOf = (reading: Reading<Answered>): Reading<JsonObject | null> => {
  if (!reading.ok) return reading;
  if (reading.value.status === 404) return { ...reading, value: null };
  const body = bodyOf(reading.value);
  if (textIn(body, 'kind') !== '') return { ...reading, value: body };
  const { call, request } = reading.source;
  return { ok: false, call, failure: malformed('the answer is not an object of the API server', request) };
};

const contentTypes = {
  json: 'application/json',
  merge: 'application/merge-patch+json',
  'strategic-merge': 'application/strategic-merge-patch+json',
} as const;

const sendOnce = async (connection: Connection, write: KubernetesWrite): Promise<KubernetesExchange> => {
  const { method, path, body, patch } = write;
  const agent = agentFor(connection.access, false);
  const contentType = contentTypes[patch ?? 'json'];
  const request = { method, path, body, contentType, agent, timeoutMs: writeTimeoutMs };
  const exchanged = await send(connection, request);
  agent.destroy();
  if (exchanged.is === 'silence') return { answer: { is: 'unanswered', why: exchanged.why }, status: null, body: {} };
  const answer = answerOfStatus(exchanged, connection.session.redact);
  return { answer, status: exchanged.status, body: bodyOf(exchanged) };
};

const notNull = (reading: Reading<JsonObject | null>): Reading<JsonObject> => {
  if (!reading.ok) return reading;
  const { call, request } = reading.source;
  return reading.value === null
    ? { ok: false, call, failure: malformed('there is no such question', request) }
    : { ...reading, value: reading.value };
};

/** Nothing is called yet. */
export const openKubernetes = (session: Session, access: KubernetesAccess): Kubernetes => {
  const connection: Connection = { access, agent: agentFor(access, true), session };
  const policy = (tries: number) => ({ tries, wait: (ms: number) => session.wait(ms) });
  const text = (reading: Reading<Answered>): Reading<string> =>
    reading.ok ? { ...reading, value: reading.value.body } : reading;
  return {
    address: access.server.origin,
    // A second try forgives one broken connection; more would hide that the API server is away.
    ready: () => withRetries(async () => text(await ask(connection, '/readyz')), policy(2)),
    list: (path, query = {}) => withRetries(() => listAll(connection, path, query), policy(4)),
    get: (path) => withRetries(async () => objectOf(await ask(connection, path)), policy(4)),
    review: (path, body) => withRetries(async () => notNull(objectOf(await ask(connection, path, body))), policy(4)),
    send: async (write) => (await sendOnce(connection, write)).answer,
    exchange: (write) => sendOnce(connection, write),
  };
};
