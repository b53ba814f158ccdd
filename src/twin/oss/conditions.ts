import { header } from '../incoming.ts';
import type { LiveObject } from '../live-bucket.ts';
import { done, refuse, type Outcome } from './error.ts';
import { etagOf, metaOf } from './object-headers.ts';
import type { OssRequest } from './operation.ts';
import { empty } from './xml.ts';

const plain = (etag: string): string => etag.trim().replace(/^"|"$/g, '');

/** Headers tell whole seconds. */
const seconds = (ms: number): number => Math.floor(ms / 1000);

interface Condition {
  readonly name: string;
  readonly holds: (wanted: string, object: LiveObject) => boolean;
  /** What it means when it does not hold: 412, or 304. */
  readonly status: 304 | 412;
}

/** A date that is none makes no condition. */
const modifiedSince = (wanted: string, { at }: LiveObject): boolean => !(seconds(at) <= seconds(Date.parse(wanted)));

/** In the order they are looked at (references of GetObject and HeadObject). */
const conditions: readonly Condition[] = [
  { name: 'If-Match', status: 412, holds: (wanted, object) => plain(wanted) === plain(etagOf(object)) },
  {
    name: 'If-Unmodified-Since',
    status: 412,
    holds: (wanted, object) => Number.isNaN(Date.parse(wanted)) || !modifiedSince(wanted, object),
  },
  { name: 'If-None-Match', status: 304, holds: (wanted, object) => plain(wanted) !== plain(etagOf(object)) },
  { name: 'If-Modified-Since', status: 304, holds: modifiedSince },
];

/** Why a read gets nothing of an object that is there. */
export function findUnmetCondition({ incoming }: OssRequest, object: LiveObject): Outcome | undefined {
  const unmet = conditions.find(({ name, holds }) => {
    const wanted = header(incoming, name.toLowerCase());
    return wanted !== undefined && !holds(wanted, object);
  });
  if (unmet === undefined) return undefined;
  if (unmet.status === 304) return done(empty(304, metaOf(object)));
  const message = 'At least one of the pre-conditions you specified did not hold.';
  return refuse(412, 'PreconditionFailed', message, { Condition: unmet.name });
}

/** PutObject has none of them, and says so instead of writing (EC 0017-00000245). */
export function findConditionOnWrite({ incoming }: OssRequest): Outcome | undefined {
  const sent = conditions.find(({ name }) => header(incoming, name.toLowerCase()) !== undefined);
  if (sent === undefined) return undefined;
  const message = 'A header you provided implies functionality that is not implemented.';
  return refuse(400, 'NotImplemented', message, { Header: sent.name });
}
