import type { Call } from './call-log.ts';
import type { Answering } from './exchange.ts';
import { header, type Incoming } from './incoming.ts';
import type { LiveWorld } from './live-world.ts';
import { json, type Reply } from './reply.ts';
import { findOperation, findService, type Found } from './services/registry.ts';
import type { Refusal, Service } from './services/service.ts';
import { verify } from './signatures/verify.ts';

/** Errors in the product's casing: CS in lower case, RPC products in PascalCase. */
function renderRefusal(service: Service, { status, code, message }: Refusal, requestId: string): Reply {
  const body =
    service.style === 'ROA'
      ? { code, message, requestId }
      : {
          RequestId: requestId,
          HostId: service.host,
          Code: code,
          Message: message,
          Recommend: `https://api.aliyun.com/troubleshoot?q=${code}&product=${service.product}`,
        };
  return json(status, body, { 'x-acs-request-id': requestId });
}

interface Identified {
  readonly service: Service;
  readonly found: Found | undefined;
  readonly call: Call;
}

/** A guess for operations the twin does not have: by method, and for RPC by the verb of the action. */
function guessKind(style: Service['style'], method: string, action: string): Call['kind'] {
  const reads = style === 'RPC' ? /^(Describe|List|Get|Query|Check)/.test(action) : /^(GET|HEAD)$/.test(method);
  return reads ? 'read' : 'write';
}

/** Actions come in a header, or from older clients in the query. */
function identify(incoming: Incoming, world: LiveWorld): Identified {
  const { method, path, query } = incoming;
  const service = findService(header(incoming, 'x-acs-version') ?? query.get('Version') ?? undefined);
  const action = header(incoming, 'x-acs-action') ?? query.get('Action') ?? undefined;
  const found = findOperation(service, { method, path, action });
  const target = found?.operation.target ?? '';
  const call: Call = {
    product: service.product,
    action: found?.operation.action ?? action ?? `${method} ${path}`,
    target: found?.path[target] ?? query.get(`${target}_id`) ?? '',
    kind: found?.operation.kind ?? guessKind(service.style, method, action ?? ''),
    request: world.calls.nextRequest(),
  };
  return { service, found, call };
}

type Body = Readonly<Record<string, unknown>>;

/** An object, {} when there is none; undefined when it is not JSON or not an object. */
function parseBody(body: Buffer): Body | undefined {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
  } catch {
    return undefined;
  }
}

const unknownAction: Refusal = {
  status: 404,
  code: 'InvalidAction.NotFound',
  message: 'Specified api is not found, please check your url and method.',
};

const badBody: Refusal = { status: 400, code: 'InvalidParameter', message: 'The request body must be a JSON object.' };

const largeBody: Refusal = { status: 413, code: 'RequestBodyTooLarge', message: 'The request body is too large.' };

/** Answers a call of the cloud's APIs. */
export function answerCloud(incoming: Incoming, world: LiveWorld): Answering {
  const { service, found, call } = identify(incoming, world);
  const refusal = (why: Refusal): Reply => renderRefusal(service, why, call.request);
  const perform = (accessKeyId: string): Reply => {
    if (found === undefined) return refusal(unknownAction);
    const body = service.style === 'ROA' ? parseBody(incoming.body) : {};
    if (body === undefined) return refusal(badBody);
    const { path, operation } = found;
    const answer = operation.handle({ world, path, query: incoming.query, body, requestId: call.request, accessKeyId });
    return answer.ok ? json(200, answer.body, { 'x-acs-request-id': call.request }) : refusal(answer.refusal);
  };
  const answering = {
    call,
    unknown: false,
    refuse: (status: number, code: string, message: string) => refusal({ status, code, message }),
    throttle: (retryAfterMs: number) => throttle(refusal, service, retryAfterMs),
  };
  if (incoming.tooLarge) return { ...answering, refusal: refusal(largeBody), perform: () => undefined };
  const verdict = verify(incoming, world, service.style);
  if (!verdict.ok) return { ...answering, refusal: refusal(verdict.refusal), perform: () => undefined };
  return { ...answering, unknown: found === undefined, perform: () => perform(verdict.accessKeyId) };
}

/** The header counts milliseconds. RPC products answer 400, CS 429. */
function throttle(refusal: (why: Refusal) => Reply, service: Service, retryAfterMs: number): Reply {
  const status = service.style === 'ROA' ? 429 : 400;
  const reply = refusal({ status, code: 'Throttling.User', message: 'Request was denied due to user flow control.' });
  return { ...reply, headers: { ...reply.headers, 'x-acs-retry-after': String(retryAfterMs) } };
}
