import http from 'node:http';
import https from 'node:https';
import { rfc3339 } from '../cloud-clock.ts';
import { malformed, silenceOf, type Failure } from '../errors.ts';
import { exchange, type Exchanged } from '../exchange.ts';
import { isObject, listIn, objectIn, parseJson, textIn, type JsonObject } from '../json.ts';
import type { Reading, Source } from '../reading.ts';
import { withRetries } from '../retry.ts';
import type { Session } from '../session.ts';
import { userAgent } from '../user-agent.ts';
import type { ClusterTarget, Cs } from './cs.ts';
import { readKubeconfig, type KubernetesAccess } from './kubeconfig.ts';

/** One cluster's API server at its private address. */
export interface Kubernetes {
  /** `https://host:port`, as the kubeconfig says. */
  readonly address: string;
  /** GET /readyz: the value is the status' text; a failure says why it does not answer. */
  ready(): Promise<Reading<string>>;
  /** All items of a list, by path (`/api/v1/nodes`), page by page. */
  list(path: string): Promise<Reading<readonly JsonObject[]>>;
}

export interface KubernetesAccessor {
  /** Issues a short-lived kubeconfig, or takes one that still lasts. */
  connect(target: ClusterTarget): Promise<Reading<Kubernetes>>;
  /** Forgets the kubeconfig of a cluster: the next connect issues a new one. */
  forget(target: ClusterTarget): void;
}

const timeoutMs = 10_000;
const pageItems = '500';
const mostPages = 200;

interface Connection {
  readonly access: KubernetesAccess;
  readonly agent: http.Agent;
  readonly session: Session;
}

const agentFor = ({ server, ca, certificate, key }: KubernetesAccess): http.Agent => {
  const options = { keepAlive: true, maxSockets: 4 };
  if (server.protocol === 'http:') return new http.Agent(options);
  const tls = { ...(ca ? { ca } : {}), ...(certificate && key ? { cert: certificate, key } : {}) };
  return new https.Agent({ ...options, ...tls });
};

/** The API server's own errors are `Status` objects; their message names no secret. */
const refusalOf = (answer: Extract<Exchanged, { is: 'answer' }>, scrub: (text: string) => string): Failure => {
  const { status, headers } = answer;
  const body = parseJson(answer.body);
  const said = isObject(body) ? textIn(body, 'message') : '';
  const message = `HTTP ${status}${said === '' ? '' : `: ${scrub(said).slice(0, 300)}`}`;
  const common = {
    code: isObject(body) ? textIn(body, 'reason') : '',
    message,
    request: headers['audit-id'] ?? '',
    status,
  };
  if (status === 401 || status === 403) return { ...common, failure: 'refused', diagnostic: 'CRD006' };
  if (status === 429) return { ...common, failure: 'throttled', diagnostic: 'OBS001' };
  if (status >= 500 || status === 410) return { ...common, failure: 'server', diagnostic: 'OBS003' };
  return { ...common, failure: 'malformed', diagnostic: 'OBS007' };
};

const get = async (connection: Connection, path: string, query = ''): Promise<Reading<string>> => {
  const { access, agent, session } = connection;
  const call = `GET ${path}`;
  const exchanged = await exchange({
    method: 'GET',
    url: new URL(`${path}${query}`, access.server),
    headers: {
      accept: 'application/json',
      'user-agent': userAgent,
      ...(access.token === null ? {} : { authorization: `Bearer ${access.token}` }),
    },
    body: null,
    agent,
    timeoutMs,
  });
  if (exchanged.is === 'silence') {
    const failure = silenceOf(exchanged.why, exchanged.tooLarge);
    return { ok: false, call, failure: failure.failure === 'network' ? { ...failure, diagnostic: 'OBS005' } : failure };
  }
  if (exchanged.status !== 200)
    return { ok: false, call, failure: refusalOf(exchanged, (text) => session.scrub(text)) };
  const date = Date.parse(exchanged.headers['date'] ?? '');
  const at = Number.isNaN(date) ? session.stamp() : rfc3339(date);
  return { ok: true, value: exchanged.body, source: { call, request: exchanged.headers['audit-id'] ?? '', at } };
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
const listAll = async (connection: Connection, path: string): Promise<Reading<readonly JsonObject[]>> => {
  const items: JsonObject[] = [];
  let next = '';
  let source: Source = { call: `GET ${path}`, request: '', at: '' };
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ limit: pageItems, ...(next === '' ? {} : { continue: next }) });
    const reading = await get(connection, path, `?${query.toString()}`);
    if (!reading.ok) return reading;
    const read = pageIn(reading.value);
    ({ source } = reading);
    if (read === null) break;
    items.push(...read.items);
    if (read.next === '') return { ok: true, value: items, source };
    ({ next } = read);
  }
  return { ok: false, call: source.call, failure: malformed('the answer is not a list that ends', source.request) };
};

const clientFor = (connection: Connection): Kubernetes => {
  const { session, access } = connection;
  const policy = (tries: number) => ({ tries, wait: (ms: number) => session.wait(ms) });
  return {
    address: access.server.origin,
    // A second try forgives one broken connection; more would hide that the API server is away.
    ready: () => withRetries(() => get(connection, '/readyz'), policy(2)),
    list: (path) => withRetries(() => listAll(connection, path), policy(4)),
  };
};

interface Held {
  readonly reading: Reading<Kubernetes>;
  readonly until: number;
}

/** A kubeconfig of 15 minutes is used for 10, on the cloud's clock. */
const usedForMs = 10 * 60_000;

export const createKubernetesAccessor = (session: Session, cs: Cs): KubernetesAccessor => {
  const held = new Map<string, Held>();
  const nameOf = ({ id, region }: ClusterTarget): string => `${region}/${id}`;
  const now = (): number => Date.parse(session.stamp());
  const issue = async (target: ClusterTarget): Promise<Reading<Kubernetes>> => {
    const reading = await cs.describeClusterUserKubeconfig(target);
    if (!reading.ok) return reading;
    const read = readKubeconfig(reading.value.config);
    const { call, request } = reading.source;
    if (!read.ok) return { ok: false, call, failure: { ...malformed(read.why, request), diagnostic: 'OBS006' } };
    const { access } = read;
    for (const secret of [access.token, access.key]) if (secret !== null) session.keep(secret);
    return { ...reading, value: clientFor({ access, agent: agentFor(access), session }) };
  };
  return {
    connect: async (target) => {
      const before = held.get(nameOf(target));
      if (before !== undefined && now() < before.until) return before.reading;
      const reading = await issue(target);
      if (reading.ok) held.set(nameOf(target), { reading, until: now() + usedForMs });
      return reading;
    },
    forget: (target) => {
      held.delete(nameOf(target));
    },
  };
};
