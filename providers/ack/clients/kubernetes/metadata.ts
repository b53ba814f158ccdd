import type { Json } from '../../../../src/core/fact.ts';
import { listIn, objectIn, objectsIn, textIn, type JsonObject } from '../../../wire/json.ts';
import { mapReading, type Reading } from '../../../wire/reading.ts';
import { percentEncode } from '../../../../src/core/percent-encode.ts';

/** What every object of a cluster has. */
export interface Metadata {
  readonly name: string;
  /** '' for objects of the whole cluster. */
  readonly namespace: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** The kind and name of the controller that made it; null where nobody controls it. */
  readonly owner: { readonly kind: string; readonly name: string } | null;
}

/** This very object in this very state: what a write is held to. */
export interface Guard {
  readonly uid: string;
  readonly resourceVersion: string;
}

/** A path of the API, its parts encoded: `/api/v1/nodes/node-1`. */
export const pathOf = (base: string, ...names: readonly string[]): string =>
  [base, ...names.map(percentEncode)].join('/');

export const textMapIn = (object: JsonObject, name: string): Readonly<Record<string, string>> => {
  const members = objectIn(object, name);
  return Object.fromEntries(Object.keys(members).map((key) => [key, textIn(members, key)]));
};

const ownerIn = (metadata: JsonObject): Metadata['owner'] => {
  const owners = objectsIn(metadata, 'ownerReferences');
  const owner = owners.find((one) => one['controller'] === true) ?? owners[0];
  return owner === undefined ? null : { kind: textIn(owner, 'kind'), name: textIn(owner, 'name') };
};

export const metadataIn = (object: JsonObject): Metadata => {
  const metadata = objectIn(object, 'metadata');
  return {
    name: textIn(metadata, 'name'),
    namespace: textIn(metadata, 'namespace'),
    uid: textIn(metadata, 'uid'),
    resourceVersion: textIn(metadata, 'resourceVersion'),
    labels: textMapIn(metadata, 'labels'),
    annotations: textMapIn(metadata, 'annotations'),
    owner: ownerIn(metadata),
  };
};

/** The texts of a list; none where it is not. */
export const textListIn = (object: JsonObject, name: string): readonly string[] =>
  (listIn(object, name) ?? []).filter((value) => typeof value === 'string');

/** The objects of a list as one type. */
export const mapItems = <T>(
  reading: Reading<readonly JsonObject[]>,
  map: (object: JsonObject) => T,
): Reading<readonly T[]> => mapReading(reading, (items) => items.map(map), 'items');

/** An object that may be absent, as one type. */
export const mapObject = <T>(reading: Reading<JsonObject | null>, map: (object: JsonObject) => T): Reading<T | null> =>
  reading.ok ? { ...reading, value: reading.value === null ? null : map(reading.value) } : reading;

/** The body of a deletion that is held to one object by its uid, and to its state where a version is given. */
export const deleteExactly = (uid: string, resourceVersion?: string) => ({
  apiVersion: 'v1',
  kind: 'DeleteOptions',
  preconditions: { uid, ...(resourceVersion === undefined ? {} : { resourceVersion }) },
});

const defined = (object: JsonObject): readonly (readonly [string, Json])[] =>
  Object.entries(object).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));

const ownMetadata = ['name', 'namespace', 'labels', 'annotations', 'finalizers'];

/**
 * An object as it can be created again: without what the API server fills in itself. For backups, which must not hold the
 * identity of the object they were taken from.
 */
export const recreatable = (object: JsonObject): { readonly [name: string]: Json } => {
  const metadata = defined(objectIn(object, 'metadata')).filter(([name]) => ownMetadata.includes(name));
  const kept = defined(object).filter(([name]) => name !== 'status' && name !== 'metadata');
  return Object.fromEntries([...kept, ['metadata', Object.fromEntries(metadata)]]);
};
