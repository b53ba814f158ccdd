import { renderAnswer, renderRefusal, wantsXml } from './answer-format.ts';
import type { Answering } from './exchange.ts';
import { identify, type Identified } from './identify.ts';
import type { Incoming } from './incoming.ts';
import { findCluster, type LiveWorld } from './live-world.ts';
import type { Lag } from './stale.ts';
import type { Reply } from './reply.ts';
import { findForbidden } from './services/authorization.ts';
import type { Found } from './services/registry.ts';
import { refuse, type Answer, type Refusal, type Service, type ServiceRequest } from './services/service.ts';
import { verify } from './signatures/verify.ts';

type Body = Pick<ServiceRequest, 'body' | 'list'>;

/** An object, {} when there is none, or an array for an operation that takes one; undefined when it is not that. */
function parseBody(body: Buffer, takesList: boolean): Body | undefined {
  if (body.length === 0) return { body: {}, list: [] };
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (Array.isArray(value)) return takesList ? { body: {}, list: value as readonly unknown[] } : undefined;
    const isObject = typeof value === 'object' && value !== null && !takesList;
    return isObject ? { body: value as Body['body'], list: [] } : undefined;
  } catch {
    return undefined;
  }
}

const unknownAction: Refusal = {
  status: 404,
  code: 'InvalidAction.NotFound',
  message: 'Specified api is not found, please check your url and method.',
};

const largeBody: Refusal = { status: 413, code: 'RequestBodyTooLarge', message: 'The request body is too large.' };

interface Caller {
  readonly world: LiveWorld;
  readonly accessKeyId: string;
}

function handle(incoming: Incoming, { service, call, parameters }: Identified, found: Found, caller: Caller): Answer {
  const { operation, path } = found;
  const takesList = operation.takesList === true;
  const parsed = service.style === 'ROA' ? parseBody(incoming.body, takesList) : { body: {}, list: [] };
  if (parsed === undefined) {
    const wanted = takesList ? 'array' : 'object';
    return refuse(400, 'InvalidParameter', `The request body must be a JSON ${wanted}.`);
  }
  const request: ServiceRequest = { ...caller, ...parsed, path, query: parameters, requestId: call.request };
  const forbidden = findForbidden(service, operation, request);
  if (forbidden !== undefined) return { ok: false, refusal: forbidden };
  const { world } = caller;
  const { shows } = operation;
  const seen =
    shows === undefined ? world : { ...world, clusters: world.stale.seen(world.clusters, shows, call.target) };
  return operation.handle({ ...request, world: seen });
}

/** Answers a call of the cloud's APIs. */
export function answerCloud(incoming: Incoming, world: LiveWorld): Answering {
  const identified = identify(incoming, world);
  const { service, found, call, parameters } = identified;
  const format = {
    xml: wantsXml(incoming, service, parameters),
    action: call.action,
    requestId: call.request,
  };
  const refusal = (why: Refusal): Reply => renderRefusal(service, why, format);
  const perform = (accessKeyId: string): Reply => {
    if (found === undefined) return refusal(unknownAction);
    const answer = handle(incoming, identified, found, { world, accessKeyId });
    return answer.ok ? renderAnswer(answer.body, format) : refusal(answer.refusal);
  };
  const answering = {
    call,
    unknown: false,
    refuse: (status: number, code: string, message: string) => refusal({ status, code, message }),
    throttle: (retryAfterMs: number) => throttle(refusal, service, retryAfterMs),
    freeze: (lag: Lag) => {
      const cluster = findCluster(world, call.target);
      if (cluster !== undefined) world.stale.freeze(cluster, lag);
    },
  };
  if (incoming.tooLarge) return { ...answering, refusal: refusal(largeBody), perform: () => undefined };
  const verdict =
    found?.operation.anonymous === true
      ? { ok: true as const, accessKeyId: '' }
      : verify(incoming, world, { style: service.style, parameters });
  if (!verdict.ok) return { ...answering, refusal: refusal(verdict.refusal), perform: () => undefined };
  return { ...answering, unknown: found === undefined, perform: () => perform(verdict.accessKeyId) };
}

/** The header counts milliseconds. RPC products answer 400, CS 429. */
function throttle(refusal: (why: Refusal) => Reply, service: Service, retryAfterMs: number): Reply {
  const status = service.style === 'ROA' ? 429 : 400;
  const reply = refusal({ status, code: 'Throttling.User', message: 'Request was denied due to user flow control.' });
  return { ...reply, headers: { ...reply.headers, 'x-acs-retry-after': String(retryAfterMs) } };
}
