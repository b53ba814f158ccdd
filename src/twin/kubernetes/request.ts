import { parse } from 'yaml';
import { header, type Incoming } from '../incoming.ts';
import type { LiveCluster, LiveWorld } from '../live-world.ts';
import type { Reply } from '../reply.ts';
import { mapping, type Resource } from './object.ts';
import { isServed, minorOf, resources, reviews } from './resources.ts';
import { badRequest, status } from './status.ts';
import type { Store } from './store.ts';

/** What a path asks for: all of a resource, all in a namespace, one, or something of one. */
export interface Wanted {
  readonly resource: Resource;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly sub: string | undefined;
}

/** A call of the API as its handlers see it. */
export interface KubernetesRequest extends Wanted {
  readonly incoming: Incoming;
  readonly cluster: LiveCluster;
  readonly world: LiveWorld;
  readonly store: Store;
  /** Virtual ms. */
  readonly now: number;
}

function decode(path: string): readonly string[] | undefined {
  try {
    return path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** /api/v1/… and /apis/<group>/<version>/…, with namespaces/<name> before namespaced resources. */
export function findWanted(path: string, cluster: LiveCluster): Wanted | undefined {
  const [root, ...rest] = decode(path) ?? [];
  if (root !== 'api' && root !== 'apis') return undefined;
  const [group, version, ...within] = root === 'api' ? ['', ...rest] : rest;
  const namespace = within[0] === 'namespaces' && within.length > 2 ? within[1] : undefined;
  const [plural, name, sub, ...more] = namespace === undefined ? within : within.slice(2);
  const resource = [...resources, ...reviews].find(
    (each) => each.name === plural && each.group === group && each.version === version,
  );
  if (resource === undefined || more.length > 0 || !isServed(resource, minorOf(cluster))) return undefined;
  if (namespace !== undefined && !resource.namespaced) return undefined;
  if (resource.namespaced && name !== undefined && namespace === undefined) return undefined;
  if (sub !== undefined && resource.subresources?.includes(sub) !== true) return undefined;
  return { resource, namespace, name, sub };
}

export type Body = Readonly<Record<string, unknown>>;

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reply: Reply };

/** The body, JSON or YAML; undefined when there is none. */
export function parseBody(incoming: Incoming): Parsed {
  if (incoming.body.length === 0) return { ok: true, value: undefined };
  const type = header(incoming, 'content-type') ?? 'application/json';
  if (type.includes('protobuf')) {
    const message =
      'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml';
    return { ok: false, reply: status(415, 'UnsupportedMediaType', message) };
  }
  try {
    const text = incoming.body.toString('utf8');
    return { ok: true, value: type.includes('yaml') ? parse(text) : JSON.parse(text) };
  } catch (error) {
    return { ok: false, reply: badRequest(`the object provided is unrecognized: ${String(error)}`) };
  }
}

/** A body that must be a mapping. */
export function parseMapping(
  incoming: Incoming,
): { readonly ok: true; readonly body: Body } | { readonly ok: false; readonly reply: Reply } {
  const parsed = parseBody(incoming);
  return parsed.ok ? { ok: true, body: mapping(parsed.value) } : parsed;
}

/** dryRun=All, in the query or in options. */
export const isDryRun = ({ query }: Incoming, options: Body = {}): boolean =>
  query.getAll('dryRun').includes('All') ||
  (Array.isArray(options['dryRun']) && (options['dryRun'] as readonly unknown[]).includes('All'));
