import { createHash } from 'node:crypto';
import { storagePath, storageQuery, signStorage } from './storage-signature.ts';
import { keyOf, transmit, unsent, type Manner, type Sent, type Wire } from './wire.ts';

/** One call of object storage (OSS), before it is signed. */
export interface StorageCall {
  readonly region: string;
  /** The API's name of it; it does not travel. */
  readonly action: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly bucket: string;
  /** '' for the bucket itself. */
  readonly key: string;
  /** Sub-resources (`referer`) have the value ''. */
  readonly query: Readonly<Record<string, string>>;
  /** Further headers, `x-oss-…` in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** XML, where no header says otherwise. */
  readonly body: string | null;
}

/** A bucket's name becomes part of a host name that gets signed requests, so it is proven (OSS naming rules). */
const isBucketName = (name: string): boolean => /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name);

/**
 * Where a call goes. A bucket stands in the host name, but in the path where the endpoint is not the service's own: no DNS
 * knows it there.
 */
export const storageAddress = (
  base: URL,
  isForeign: boolean,
  { bucket, key }: Pick<StorageCall, 'bucket' | 'key'>,
): URL =>
  isForeign
    ? new URL(storagePath(bucket, key), base)
    : new URL(storagePath(null, key), `${base.protocol}//${bucket}.${base.host}`);

const contentHeaders = (body: string | null): Readonly<Record<string, string>> =>
  body === null
    ? {}
    : {
        'content-type': 'application/xml',
        'content-md5': createHash('md5').update(body).digest('base64'),
      };

/** Signs by v4 and sends once. */
export const sendStorage = async (wire: Wire, call: StorageCall, manner: Manner): Promise<Sent> => {
  const { region, bucket, method, query, body } = call;
  if (!isBucketName(bucket)) return unsent('CRD010', 'the bucket’s name is not one: nothing was sent');
  const base = wire.endpoints.of('OSS', region);
  if (!base.ok) {
    const [problem] = base.diagnostics;
    return unsent(problem?.code ?? 'CRD008', `${problem?.summary ?? 'no endpoint'}: nothing was sent`);
  }
  const keyed = await keyOf(wire);
  if (keyed.is === 'unsent') return keyed;
  const headers = signStorage(
    { ...call, headers: { ...contentHeaders(body), ...call.headers }, date: manner.fence.date },
    keyed.key,
  );
  const url = storageAddress(base.value, wire.endpoints.isForeign('OSS'), call);
  // An address cannot hold a segment of dots: it would become another object's.
  if (!url.pathname.endsWith(storagePath(null, call.key)))
    return unsent('CRD010', 'the object’s key cannot stand in an address: nothing was sent');
  url.search = storageQuery(query);
  return transmit(wire, { method, url, headers, body }, manner);
};
