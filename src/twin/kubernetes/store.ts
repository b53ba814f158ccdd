import type { Identifiers } from '../identifiers.ts';
import type { NodeState } from '../node-state.ts';
import { createPending, type Pending } from '../pending.ts';
import { utc } from '../time.ts';
import { mapping, type KubernetesObject } from './object.ts';

/** Something that happens in a cluster by itself, later. */
interface Timer {
  /** Virtual ms. */
  readonly at: number;
  readonly pending: Pending;
  readonly run: (now: number) => void;
}

/** The objects of one cluster's API server. Objects are replaced, never changed. */
export interface Store {
  readonly cluster: string;
  readonly ids: Identifiers;
  /** By store key ("deployments.apps"), then by "namespace/name". */
  readonly objects: Map<string, Map<string, KubernetesObject>>;
  /** The last resourceVersion given. */
  version: number;
  /** Counts what is made, for names and uids. */
  made: number;
  timers: readonly Timer[];
  /** What was last written of the machines of its nodes, by name, and until when all of it was: virtual ms. */
  readonly nodes: Map<string, NodeState>;
  followed: number;
  /** It shows what a real server has: nothing happens in it by itself. */
  mirrored: boolean;
  /** uids of pods that were Ready when their node fell silent. */
  readonly quiet: Set<string>;
}

/** The version of objects that were there at the start. */
export const firstVersion = 1000;

export const createStore = (cluster: string, ids: Identifiers): Store => ({
  cluster,
  ids,
  objects: new Map(),
  version: firstVersion,
  made: 0,
  timers: [],
  nodes: new Map(),
  followed: -Infinity,
  mirrored: false,
  quiet: new Set(),
});

const nameIn = (namespace: string | undefined, name: string): string => `${namespace ?? ''}/${name}`;

const idOf = ({ metadata }: KubernetesObject): string => nameIn(metadata.namespace, metadata.name);

const tableOf = ({ objects }: Store, key: string): Map<string, KubernetesObject> => {
  const table = objects.get(key) ?? new Map<string, KubernetesObject>();
  objects.set(key, table);
  return table;
};

/** All of a resource, by namespace and name. */
export const listOf = (store: Store, key: string): readonly KubernetesObject[] =>
  [...tableOf(store, key)].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, object]) => object);

export const find = (
  store: Store,
  key: string,
  { namespace, name }: { readonly namespace?: string | undefined; readonly name: string },
): KubernetesObject | undefined => tableOf(store, key).get(nameIn(namespace, name));

/** Puts an object as it is, as at the start. */
export function place(store: Store, key: string, object: KubernetesObject): KubernetesObject {
  tableOf(store, key).set(idOf(object), object);
  return object;
}

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

/** Kinds whose metadata counts the changes of what is wanted. */
const counted = /\.(apps|policy|batch|admissionregistration\.k8s\.io)$/;

/** Puts a changed object, in a new version; one that is not changed stays as it was. */
export function revise(store: Store, key: string, object: KubernetesObject): KubernetesObject {
  const old = tableOf(store, key).get(idOf(object));
  if (old !== undefined && same(old, object)) return old;
  const wanted = { ...object, metadata: null, status: null };
  const before = { ...old, metadata: null, status: null };
  const generation = (old?.metadata.generation ?? 0) + (same(wanted, before) ? 0 : 1);
  return place(store, key, {
    ...object,
    metadata: {
      ...object.metadata,
      resourceVersion: String((store.version += 1)),
      ...(counted.test(key) && { generation }),
    },
  });
}

/** Puts a new object: uid, version and time are given here. */
export function add(store: Store, key: string, object: KubernetesObject, now: number): KubernetesObject {
  store.made += 1;
  const { metadata } = object;
  const uid = store.ids.uuid(`${store.cluster} made ${store.made} ${key} ${idOf(object)}`).toLowerCase();
  return revise(store, key, { ...object, metadata: { ...metadata, uid, creationTimestamp: utc(now) } });
}

export function remove(store: Store, key: string, object: KubernetesObject): void {
  store.version += 1;
  tableOf(store, key).delete(idOf(object));
}

/** Five letters as the server puts them behind generateName. */
export const suffix = (store: Store): string => {
  store.made += 1;
  return store.ids.letters(`${store.cluster} suffix ${store.made}`, 5);
};

interface Event {
  /** Virtual ms from `now`. */
  readonly after: number;
  readonly run: Timer['run'];
  /** Whether it is under way where clients see it: then a clock that jumps waits for them to look. */
  readonly visible?: boolean;
}

/** Lets something happen later. */
export function later(store: Store, now: number, { after, run, visible = false }: Event): void {
  const at = now + after;
  const pending = { ...createPending([at]), shown: !visible };
  store.timers = [...store.timers, { at, run, pending }].toSorted((left, right) => left.at - right.at);
}

/** Lets everything happen that is due, in its order, at its time. */
export function settle(store: Store, now: number): void {
  for (;;) {
    const [next, ...rest] = store.timers;
    if (next === undefined || next.at > now) break;
    store.timers = rest;
    next.run(next.at);
  }
}

/** Whoever looked at the pods has seen what is under way. */
export function showTimers({ timers }: Store): void {
  for (const { pending } of timers) pending.shown = true;
}

/** With further fields of metadata, spec or status. */
export const withFields = (
  object: KubernetesObject,
  part: 'metadata' | 'spec' | 'status',
  fields: Readonly<Record<string, unknown>>,
): KubernetesObject => ({ ...object, [part]: { ...mapping(object[part]), ...fields } });
