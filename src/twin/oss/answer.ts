import type { Call } from '../call-log.ts';
import type { Answering } from '../exchange.ts';
import { header, type Incoming } from '../incoming.ts';
import type { LiveWorld } from '../live-world.ts';
import type { Reply } from '../reply.ts';
import { findDenial, findRamDenial } from './access.ts';
import { listBuckets, putBucket } from './buckets.ts';
import { noSuchBucket, refuse, renderError, type OssError, type Outcome } from './error.ts';
import { identify } from './identify.ts';
import { findBadDigest, findBadName } from './limits.ts';
import { nextPosition } from './object-headers.ts';
import { findOperation } from './operations.ts';
import type { OssOperation, OssRequest } from './operation.ts';
import { endpointRegion, type Place } from './request.ts';
import { holdLists } from './stale-lists.ts';

/** What a call means before it is known whether it may be made. */
interface Meant {
  readonly action: string;
  readonly operation: OssOperation | undefined;
  /** Undefined: nothing the twin has. */
  readonly perform: ((request: OssRequest) => Outcome) | undefined;
}

function performOn(operation: OssOperation): (request: OssRequest) => Outcome {
  return (request) => {
    const badName = findBadName(request);
    if (badName !== undefined) return badName;
    const bucket = request.world.buckets.get(request.bucket);
    if (bucket === undefined) return noSuchBucket(request.bucket);
    return findDenial(request, bucket, operation) ?? findBadDigest(request) ?? operation.handle(request, bucket);
  };
}

/** Asked of the caller's policies alone: there is no bucket that could have an opinion. */
const asked =
  (action: string, perform: (request: OssRequest) => Outcome) =>
  (request: OssRequest): Outcome =>
    findRamDenial(request, action) ?? perform(request);

function meaningOf({ method, query, headers }: Incoming, { bucket, key }: { bucket: string; key: string }): Meant {
  if (bucket === '') {
    const action = method === 'GET' ? 'ListBuckets' : `${method} /`;
    return {
      action,
      operation: undefined,
      perform: method === 'GET' ? asked('oss:ListBuckets', listBuckets) : undefined,
    };
  }
  const on = key === '' ? 'bucket' : 'object';
  if (method === 'PUT' && on === 'object' && headers['x-oss-copy-source'] !== undefined)
    return { action: 'CopyObject', operation: undefined, perform: undefined };
  const operation = findOperation({ method, on, query });
  if (operation !== undefined) return { action: operation.action, operation, perform: performOn(operation) };
  // What is left of PUT on a bucket makes one; a configuration the twin cannot write is not that.
  if (method === 'PUT' && on === 'bucket' && [...query.keys()].length === 0)
    return { action: 'PutBucket', operation: undefined, perform: asked('oss:PutBucket', putBucket) };
  const named = [...query.keys()][0];
  return {
    action: `${method} ${on}${named === undefined ? '' : `?${named}`}`,
    operation: undefined,
    perform: undefined,
  };
}

const notImplemented = (): Outcome =>
  refuse(501, 'NotImplemented', 'A header you provided implies functionality that is not implemented.');

const slowDown = (): Outcome => refuse(503, 'SlowDown', 'Please reduce your request rate.');

/** XML, with the request id in a header as well; an answer to HEAD has no body. */
function finisher(incoming: Incoming, request: string): (outcome: Outcome) => Reply {
  // A request id of OSS is 24 hex digits.
  const id = request.replaceAll('-', '').slice(0, 24);
  return (outcome) => {
    const reply = outcome.ok ? outcome.reply : renderError(outcome.error, id, header(incoming, 'host') ?? '');
    const headers = { ...reply.headers, 'x-oss-request-id': id };
    return { ...reply, headers, ...(incoming.method === 'HEAD' && !outcome.ok && { body: '' }) };
  };
}

/** An injected refusal of an append says, as a real one does, where the object ends. */
function injected({ world, bucket, key }: Place & { readonly world: LiveWorld }, error: OssError): Outcome {
  const length = world.buckets.get(bucket)?.objects.get(key)?.size ?? 0;
  const headers = error.code === 'PositionNotEqualToLength' ? nextPosition(length) : {};
  return { ok: false, error: { ...error, headers } };
}

const tooLarge = (): Outcome => refuse(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.');

/** Answers a call of Object Storage Service. */
export function answerOss(incoming: Incoming, world: LiveWorld): Answering {
  const identity = identify(incoming, world);
  const { place } = identity;
  const meant = meaningOf(incoming, place);
  const call: Call = {
    product: 'OSS',
    action: meant.action,
    target: place.key === '' ? place.bucket : `${place.bucket}/${place.key}`,
    kind: incoming.method === 'GET' || incoming.method === 'HEAD' ? 'read' : 'write',
    request: world.calls.nextRequest(),
  };
  const finish = finisher(incoming, call.request);
  const request = { ...place, incoming, world, endpoint: endpointRegion(incoming) };
  const perform = (): Reply => {
    if (!identity.ok || meant.perform === undefined) return finish(notImplemented());
    const { signedFor, caller, accessKeyId } = identity;
    return finish(meant.perform({ ...request, signedFor, caller, accessKeyId }));
  };
  const refusal = incoming.tooLarge ? tooLarge() : identity.ok ? undefined : identity.refusal;
  return {
    call,
    unknown: meant.perform === undefined,
    refusal: refusal && finish(refusal),
    perform,
    refuse: (status, code, message) => finish(injected(request, { status, code, message })),
    throttle: () => finish(slowDown()),
    freeze: (lag) => {
      holdLists(world.buckets.get(place.bucket), lag);
    },
  };
}
