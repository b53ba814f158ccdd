import type { Call } from '../../call-log.ts';
import type { Answering } from '../../exchange.ts';
import { header, type Incoming } from '../../incoming.ts';
import type { LiveWorld } from '../../live-world.ts';
import { json, type Reply } from '../../reply.ts';
import type { Lag } from '../../stale.ts';
import type { AocUser } from '../../world-schema.ts';
import { answer, type Refusal } from '../service.ts';
import { findEndpoint } from './endpoints.ts';
import { graphOf } from './graph.ts';
import { graphqlEndpoint } from './graphql.ts';
import type { LiveAoc, Row } from './live-aoc.ts';
import { isRow, rowAt, textAt, type Endpoint } from './request.ts';
import { userOf } from './session.ts';

const prefix = '/v2/api/';

/** The center has its paths to itself; a world without one leaves them to the cloud. */
export const isAoc = ({ path }: Incoming, { aoc }: LiveWorld): boolean =>
  aoc !== undefined && (path.startsWith(prefix) || path === '/api');

function parse(body: Buffer): Row | undefined {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isRow(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

interface Meant {
  readonly action: string;
  readonly endpoint: Endpoint | undefined;
}

/** All are POST but the version, which a client asks before it has a token. */
function findMeant({ method, path }: Incoming, { version }: LiveAoc): Meant {
  if (path === '/api') return { action: 'graphql', endpoint: method === 'POST' ? graphqlEndpoint : undefined };
  const action = path.slice(prefix.length);
  if (method === 'GET' && action === 'get-version')
    return { action, endpoint: { kind: 'read', open: true, handle: () => answer(version.join('.')) } };
  return { action, endpoint: method === 'POST' ? findEndpoint(action) : undefined };
}

const naming = ['id', 'resource_id', 'local_id', 'name'] as const;

/** What a filter names, as near to its top as can be: itself, else one of what it joins or relates to. */
function namedBy(where: Row): string | undefined {
  const own = naming.map((key) => textAt(where, key)).find((text) => text !== undefined);
  const inner = (): string | undefined =>
    Object.values(where)
      .flat()
      .filter(isRow)
      .map(namedBy)
      .find((text) => text !== undefined);
  return own ?? inner();
}

/** The machine or the task that `where` or `tasks` names. */
const targetOf = (body: Row): string => namedBy(isRow(body['tasks']) ? body['tasks'] : rowAt(body, 'where')) ?? '';

interface Context {
  readonly incoming: Incoming;
  readonly world: LiveWorld;
  readonly aoc: LiveAoc;
  readonly call: Call;
}

/** Errors have no code but the one that is enumerated (acos.md §1.3). */
function renderRefusal({ incoming, call }: Context, { status, code, message, more }: Refusal): Reply {
  const headers = { 'x-tower-request-id': call.request };
  if (status === 304) return { status, headers, body: '' };
  const body = { ...(code !== '' && { code }), message, status, path: incoming.path, operationName: call.action };
  return json(status, { ...body, ...more }, headers);
}

/** An injected ResourceLocked names what is locked, as a real one does. */
const injected = ({ call }: Context, status: number, code: string, message: string): Refusal => ({
  status,
  code,
  message,
  ...(code === 'ResourceLocked' && { more: { props: { locked_resources: [{ id: call.target, type: 'VM' }] } } }),
});

const nobody: AocUser = { username: '', password: '' };

function perform(context: Context, endpoint: Endpoint, body: Row): Reply {
  const { world, aoc, incoming, call } = context;
  const now = world.clock.now();
  const user = userOf(aoc, header(incoming, 'authorization')) ?? nobody;
  const made = endpoint.handle({ world, aoc, ids: world.ids, user, now, body, graph: graphOf(aoc, now) });
  if (!made.ok) return renderRefusal(context, made.refusal);
  return json(200, made.body, { 'x-tower-request-id': call.request });
}

/** Keeps machines and tasks as they are now, for the reads that are to see a write late. */
function freeze({ world, aoc }: Context, { reads, of }: Lag): void {
  const graph = graphOf(aoc, world.clock.now());
  const late = (['vms', 'tasks'] as const).filter((resource) => of.includes(resource === 'vms' ? 'state' : 'tasks'));
  for (const resource of late) aoc.stale.set(resource, { rows: graph.rows(resource), left: reads });
}

/** Answers a call of the operation center. */
export function answerAoc(incoming: Incoming, world: LiveWorld, aoc: LiveAoc): Answering {
  const { action, endpoint } = findMeant(incoming, aoc);
  const body = parse(incoming.body);
  const kind = endpoint?.kind ?? (/^(get-|GET )/.test(action) ? 'read' : 'write');
  const call: Call = { product: 'AOC', action, target: targetOf(body ?? {}), kind, request: world.calls.nextRequest() };
  const context: Context = { incoming, world, aoc, call };
  const refusal = (status: number, message: string): Reply => renderRefusal(context, { status, code: '', message });
  const answering = {
    call,
    refuse: (status: number, code: string, message: string) =>
      renderRefusal(context, injected(context, status, code, message)),
    // The vendor documents no throttling; this is what a proxy before it would say.
    throttle: (ms: number): Reply => {
      const reply = refusal(429, 'Too many requests.');
      return { ...reply, headers: { ...reply.headers, 'retry-after': String(Math.ceil(ms / 1000)) } };
    },
    freeze: (lag: Lag) => {
      freeze(context, lag);
    },
  };
  const never = (reply: Reply): Answering => ({ ...answering, refusal: reply, perform: () => undefined });
  if (incoming.tooLarge) return never(refusal(413, 'The request body is too large.'));
  if (endpoint?.open !== true && userOf(aoc, header(incoming, 'authorization')) === undefined)
    return never(refusal(401, 'Unauthorized.'));
  if (endpoint === undefined) return { ...answering, unknown: true, perform: () => refusal(404, 'Not found.') };
  if (body === undefined) return never(refusal(400, 'The request body must be a JSON object.'));
  return { ...answering, perform: () => perform(context, endpoint, body) };
}
