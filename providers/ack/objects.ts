import type { DriverSettings } from '../../src/core/kind.ts';
import type { ObjectFault, ObjectPort } from '../../src/core/objects.ts';
import { createObjectCalls, faultOf, regionOfEndpoint } from './clients/oss-objects.ts';
import { createSession, type Session } from './session.ts';

type Found = { readonly is: 'region'; readonly region: string } | ObjectFault;

/** Any region's endpoint knows of every bucket where it is, and says so to who may not read its location as well. */
const askedAt = 'cn-hangzhou';

const askRegion = async (session: Session, bucket: string): Promise<Found> => {
  const reading = await session.readStorage({
    ...{ bucket, region: askedAt, key: '', action: 'GetBucketLocation', method: 'GET' as const },
    ...{ query: { location: '' }, headers: {}, body: null },
  });
  if (reading.ok) {
    const named = />\s*(oss-[a-z0-9-]+)\s*</.exec(reading.value)?.[1];
    return { is: 'region', region: regionOfEndpoint(named ?? '') ?? askedAt };
  }
  const { failure } = reading;
  const elsewhere = regionOfEndpoint(failure.endpoint ?? '');
  if (elsewhere !== undefined) return { is: 'region', region: elsewhere };
  // Refused without naming another endpoint: it is the right one.
  return failure.diagnostic === 'CRD006' && failure.code !== ''
    ? { is: 'region', region: askedAt }
    : faultOf(failure, false);
};

/** The objects of a bucket, with the key and the endpoints of the driver. A region that was found is kept. */
export const openObjects = (settings: DriverSettings, bucket: string): ObjectPort => {
  const session = createSession(settings);
  const named = settings.env['ONWARD_STORE_REGION'] ?? '';
  let known: string | null = named === '' ? null : named;
  const regionOf = async (): Promise<Found> => {
    if (known !== null) return { is: 'region', region: known };
    const found = await askRegion(session, bucket);
    if (found.is === 'region') known = found.region;
    return found;
  };
  const withRegion = async <T>(act: (port: ObjectPort) => Promise<T>): Promise<T | ObjectFault> => {
    const found = await regionOf();
    if (found.is === 'fault') return found;
    return act(createObjectCalls(session, { bucket, region: found.region }));
  };
  return {
    get: (key) => withRegion((port) => port.get(key)),
    list: (prefix) => withRegion((port) => port.list(prefix)),
    create: (key, text) => withRegion((port) => port.create(key, text)),
    put: (key, text) => withRegion((port) => port.put(key, text)),
    append: (key, at) => withRegion((port) => port.append(key, at)),
    remove: (key) => withRegion((port) => port.remove(key)),
  };
};
