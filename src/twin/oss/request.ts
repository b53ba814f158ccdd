import { header, type Incoming } from '../incoming.ts';

/** What a request is about. Bucket "" is the service itself, key "" the bucket. */
export interface Place {
  readonly bucket: string;
  readonly key: string;
}

/** A name in front of the service's own host, or of a local one. */
const hostStyle = /^([a-z0-9][a-z0-9-]{1,61}[a-z0-9])\.(?:oss-[a-z0-9-]+\.aliyuncs\.com|localhost)(?::\d+)?$/i;
const serviceHost = /(?:^|\.)oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com(?::\d+)?$/i;

const hostOf = (incoming: Incoming): string => header(incoming, 'host') ?? '';

/** The region of the endpoint that was called; undefined for a local address, which is every region's. */
export const endpointRegion = (incoming: Incoming): string | undefined => serviceHost.exec(hostOf(incoming))?.[1];

/** Calls of OSS share the port with all others: they are told by their signature or by the service's host. */
export const isOss = (incoming: Incoming): boolean =>
  /^OSS4?[ -]/.test(header(incoming, 'authorization') ?? '') || serviceHost.test(hostOf(incoming));

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Where a request may lead: to the bucket of the host, or to that of the first segment of the path. Clients that write the
 * bucket in both exist; which one they meant is what they signed. None: the path is no text.
 */
export function placesOf(incoming: Incoming): readonly Place[] {
  const path = decode(incoming.path);
  if (path === undefined) return [];
  const [, first = '', rest = ''] = /^\/([^/]*)\/?([\s\S]*)$/.exec(path) ?? [];
  const inPath: Place = { bucket: first, key: rest };
  const named = hostStyle.exec(hostOf(incoming))?.[1];
  if (named === undefined) return [inPath];
  const inHost: Place = { bucket: named.toLowerCase(), key: path.slice(1) };
  return first === inHost.bucket ? [inPath, inHost] : [inHost];
}
