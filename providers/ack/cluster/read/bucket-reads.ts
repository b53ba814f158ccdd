import type { BucketInfo } from '../../clients/oss-answers.ts';
import type { BucketTarget } from '../../clients/oss.ts';
import { malformed } from '../../../wire/failure.ts';
import type { Reading } from '../../../wire/reading.ts';
import { once } from './once.ts';
import type { Subject } from './subject.ts';

/** The bucket that the document names. `none`: it names none. `foreign`: somebody has it, and it is not the account. */
export type FoundBucket =
  | { readonly state: 'none' | 'absent' | 'foreign' }
  | { readonly state: 'ours'; readonly info: BucketInfo; readonly at: BucketTarget };

export interface BucketReads {
  readonly bucket: () => Promise<Reading<FoundBucket>>;
}

type Info = Reading<BucketInfo | null>;

/** The region of a bucket's location, `oss-<region>`. */
const regionOf = (location: string): string => location.replace(/^oss-/, '');

/** The region of the endpoint that the service names for a bucket of another region; null where it is none of its own. */
const regionOfEndpoint = (endpoint: string): string | null =>
  /^(?:[a-z0-9-]+\.)?oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/.exec(endpoint)?.[1] ?? null;

const judge = ({ account, stamp }: Subject, reading: Info): Reading<FoundBucket> => {
  if (!reading.ok) {
    const { call, failure } = reading;
    // Its owner alone may ask this; who asks and owns it not is told no more than that it exists.
    if (failure.status !== 403 || failure.code !== 'AccessDenied') return reading;
    return { ok: true, value: { state: 'foreign' }, source: { call, request: failure.request, at: stamp() } };
  }
  const { value: info, source } = reading;
  if (info === null) return { ok: true, value: { state: 'absent' }, source };
  if (info.ownerId === '')
    return { ok: false, call: source.call, failure: malformed('the answer has no Owner', source.request) };
  if (info.ownerId !== account) return { ok: true, value: { state: 'foreign' }, source };
  const at = { bucket: info.name, region: regionOf(info.location) };
  return { ok: true, value: { state: 'ours', info, at }, source };
};

export const bucketReads = (subject: Subject): BucketReads => {
  const { clients, target, spec, detail } = subject;
  const bucket = once(async (): Promise<Reading<FoundBucket>> => {
    if (spec.migrationBucket === null) return { ...detail, value: { state: 'none' } };
    const at = { bucket: spec.migrationBucket.name, region: target.region };
    const first = await clients.oss.getBucketInfo(at);
    const elsewhere = first.ok ? null : regionOfEndpoint(first.failure.endpoint ?? '');
    if (elsewhere === null || elsewhere === target.region) return judge(subject, first);
    return judge(subject, await clients.oss.getBucketInfo({ ...at, region: elsewhere }));
  });
  return { bucket };
};
