import type { ObjectFault, ObjectPort } from '../../../src/core/objects.ts';
import type { Failure, HttpAnswer } from '../../wire/failure.ts';
import type { Reading } from '../../wire/reading.ts';
import type { Session } from '../session.ts';
import type { StorageCall } from '../storage-call.ts';
import type { Written } from '../wire.ts';
import { parseXml } from '../xml.ts';
import type { BucketTarget } from './oss.ts';
import { namesPageIn, type StoragePage } from './oss-answers.ts';

/** `oss-cn-hangzhou.aliyuncs.com`, as the service names the endpoint of a bucket. */
export const regionOfEndpoint = (endpoint: string): string | undefined =>
  /^(?:https?:\/\/)?oss-([a-z]{2}(?:-[a-z0-9]+)+?)(?:-internal)?(?:\.|$)/.exec(endpoint)?.[1];

const whyOf = ({ code, diagnostic, failure, endpoint }: Failure): ObjectFault['why'] => {
  if (endpoint !== undefined && regionOfEndpoint(endpoint) !== undefined) return 'other-region';
  if (code === 'NoSuchBucket') return 'no-bucket';
  if (code === 'FileImmutable' || code === 'ObjectImmutable') return 'retained';
  if (failure === 'throttled') return 'throttled';
  if (failure === 'network' || failure === 'server') return 'away';
  if (diagnostic === 'CRD006') return 'denied';
  return diagnostic.startsWith('CRD') ? 'credentials' : 'refused';
};

/** Only an answer of 4xx with the service's own code proves that nothing was done. */
const provesNothing = ({ status, code }: Failure): boolean =>
  status === null || status < 400 || status === 408 || status >= 500 || code === '';

export const faultOf = (failure: Failure, isWrite: boolean): ObjectFault => {
  const lost = isWrite && provesNothing(failure);
  const said = whyOf(failure);
  const why = lost && said === 'refused' ? 'away' : said;
  const region = why === 'other-region' ? regionOfEndpoint(failure.endpoint ?? '') : undefined;
  return {
    is: 'fault',
    why,
    says: failure.message,
    lost,
    ...(why === 'credentials' ? { code: failure.diagnostic } : {}),
    ...(region === undefined ? {} : { region }),
  };
};

/** A version's id comes with every answer about an object where versions are or were kept. */
const versioned = ({ headers }: HttpAnswer): ObjectFault | null =>
  headers['x-oss-version-id'] === undefined
    ? null
    : { is: 'fault', why: 'versioned', says: 'an answer names a version', lost: false };

const away = (says: string): ObjectFault => ({ is: 'fault', why: 'away', says, lost: true });

/** What a write came to. `refusals`: the service's codes that are an answer of its own. */
const judged = <T extends string>(
  written: Written,
  refusals: Readonly<Record<string, T>>,
): { readonly is: 'done' | T } | ObjectFault => {
  if (written.is === 'unanswered') return away(written.why);
  if (written.is === 'unsent') return { ...faultOf(written.failure, true), lost: false };
  const { answer, failure } = written;
  if (failure !== null) {
    const is = answer.status === 409 ? refusals[failure.code] : undefined;
    return is === undefined ? faultOf(failure, true) : { is };
  }
  // Whatever stands between may answer 200 as well; the service names every request.
  if (answer.headers['x-oss-request-id'] === undefined) return away(`HTTP ${answer.status} without a request id`);
  return versioned(answer) ?? { is: 'done' };
};

const nextIn = (written: Written): string | undefined =>
  written.is === 'answered' && written.failure === null
    ? written.answer.headers['x-oss-next-append-position']
    : undefined;

const getter = (session: Session, call: StorageCall): ReturnType<ObjectPort['get']> =>
  session.readStorageAnswer(call).then((reading: Reading<HttpAnswer>) => {
    if (reading.ok) return versioned(reading.value) ?? { is: 'object', text: reading.value.body };
    const { status, code } = reading.failure;
    return status === 404 && code === 'NoSuchKey' ? { is: 'absent' } : faultOf(reading.failure, false);
  });

const lists = ['Contents', 'CommonPrefixes'];
const mostPages = 1000;

const readNames = async (
  ask: (next: Readonly<Record<string, string>>) => Promise<Reading<string>>,
  prefix: string,
): ReturnType<ObjectPort['list']> => {
  const names = new Set<string>();
  let next: StoragePage<string>['next'] = {};
  for (let page = 0; next !== null && page < mostPages; page += 1) {
    const reading: Reading<string> = await ask(next);
    if (!reading.ok) return faultOf(reading.failure, false);
    const listed: StoragePage<string> | null = namesPageIn(parseXml(reading.value, lists) ?? {});
    if (listed === null) return { is: 'fault', why: 'refused', says: 'the list cannot be read', lost: false };
    for (const key of listed.rows) names.add(key.slice(prefix.length).split('/')[0] ?? '');
    ({ next } = listed);
  }
  return { is: 'names', names: [...names].filter((name) => name !== '') };
};

/** The objects of one bucket. What they hold is text; nothing of it is looked at here. */
export const createObjectCalls = (session: Session, target: BucketTarget): ObjectPort => {
  const base = { ...target, key: '', query: {}, headers: {}, body: null } as const;
  const text = { 'content-type': 'text/plain; charset=utf-8' };
  const put = (key: string, body: string, headers: StorageCall['headers']): Promise<Written> =>
    session.repeatableStorage({
      ...{ ...base, action: 'PutObject', method: 'PUT' as const },
      ...{ key, body, headers: { ...text, ...headers } },
    });
  return {
    get: (key) => getter(session, { ...base, action: 'GetObject', method: 'GET', key }),
    list: (prefix) =>
      readNames((next) => {
        const query = { 'list-type': '2', prefix, delimiter: '/', 'encoding-type': 'url', 'max-keys': '1000', ...next };
        return session.readStorage({ ...base, action: 'ListObjectsV2', method: 'GET', query });
      }, prefix),
    create: async (key, body) =>
      judged(await put(key, body, { 'x-oss-forbid-overwrite': 'true' }), { FileAlreadyExists: 'taken' }),
    put: async (key, body) => judged(await put(key, body, {}), {}),
    append: async (key, { position, text: body }) => {
      const query = { append: '', position: String(position) };
      const call = { ...base, action: 'AppendObject', method: 'POST', key, query, headers: text, body } as const;
      const written = await session.repeatableStorage(call);
      const next = nextIn(written);
      const end = position + Buffer.byteLength(body);
      if (next !== undefined && Number(next) !== end) return away(`it ends at ${next}, not at ${end}`);
      return judged(written, { PositionNotEqualToLength: 'elsewhere', ObjectNotAppendable: 'elsewhere' });
    },
    remove: async (key) => {
      const call = { ...base, action: 'DeleteObject', method: 'DELETE', key } as const;
      // Without a key the same request would delete the bucket.
      if (key === '') return { is: 'fault', why: 'refused', says: 'an object’s key is empty', lost: false };
      return judged(await session.repeatableStorage(call), {});
    },
  };
};
