import { parse } from 'yaml';
import { isLoopback } from '../../../src/core/loopback.ts';
import { isObject, objectIn, objectsIn, textIn, type JsonObject } from '../../wire/json.ts';
import type { Json } from '../../../src/core/fact.ts';

/** How to reach one API server. Secrets: it stays in memory and is never printed. */
export interface KubernetesAccess {
  readonly server: URL;
  readonly token: string | null;
  /** PEM texts; null where the kubeconfig has none. */
  readonly ca: string | null;
  readonly certificate: string | null;
  readonly key: string | null;
}

export type KubeconfigRead =
  { readonly ok: true; readonly access: KubernetesAccess } | { readonly ok: false; readonly why: string };

const named = (config: JsonObject, list: string, name: string, member: string): JsonObject | null => {
  const found = objectsIn(config, list).find((item) => textIn(item, 'name') === name);
  return found === undefined ? null : objectIn(found, member);
};

const pem = (object: JsonObject, member: string): string | null => {
  const text = textIn(object, member);
  return text === '' ? null : Buffer.from(text, 'base64').toString('utf8');
};

/** A kubeconfig from the network must not make this process run a program, open a file or trust anyone. */
const refused = [
  ['exec', 'asks to run a program'],
  ['auth-provider', 'asks for an authentication provider'],
  ['tokenFile', 'names a local file'],
  ['client-certificate', 'names a local file'],
  ['client-key', 'names a local file'],
  ['certificate-authority', 'names a local file'],
  ['proxy-url', 'names a proxy'],
] as const;

const refusal = (cluster: JsonObject, user: JsonObject): string | null => {
  const found = refused.find(([member]) => textIn(cluster, member) !== '' || textIn(user, member) !== '');
  if (found !== undefined) return `the kubeconfig ${found[1]}`;
  return cluster['insecure-skip-tls-verify'] === true ? 'the kubeconfig does not verify the API server' : null;
};

const serverOf = (cluster: JsonObject): URL | null => {
  const text = textIn(cluster, 'server');
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)) ? url : null;
};

const accessIn = (config: JsonObject): KubeconfigRead => {
  const context = named(config, 'contexts', textIn(config, 'current-context'), 'context');
  const cluster = context && named(config, 'clusters', textIn(context, 'cluster'), 'cluster');
  const user = context && named(config, 'users', textIn(context, 'user'), 'user');
  if (!cluster || !user) return { ok: false, why: 'the kubeconfig has no current context with a cluster and a user' };
  const why = refusal(cluster, user);
  if (why !== null) return { ok: false, why };
  const server = serverOf(cluster);
  if (server === null) return { ok: false, why: 'the kubeconfig has no server that is https (or http at loopback)' };
  const access: KubernetesAccess = {
    server,
    token: textIn(user, 'token') || null,
    ca: pem(cluster, 'certificate-authority-data'),
    certificate: pem(user, 'client-certificate-data'),
    key: pem(user, 'client-key-data'),
  };
  const usable = access.token !== null || (access.certificate !== null && access.key !== null);
  return usable ? { ok: true, access } : { ok: false, why: 'the kubeconfig has no token and no client certificate' };
};

/** Reads a kubeconfig's current context. What it says of itself is never repeated. */
export const readKubeconfig = (text: string): KubeconfigRead => {
  try {
    // YAML of a kubeconfig is JSON's data model; anchors and aliases are bounded by the parser.
    const config = parse(text) as Json;
    return isObject(config) ? accessIn(config) : { ok: false, why: 'the kubeconfig is not a YAML mapping' };
  } catch {
    return { ok: false, why: 'the kubeconfig is not YAML' };
  }
};
