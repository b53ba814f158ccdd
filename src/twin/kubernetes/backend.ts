import { parse } from 'yaml';
import { at, mapping } from './object.ts';

/** A real API server, and how to be let in. PEM texts. */
export interface KubernetesBackend {
  readonly url: string;
  readonly token?: string;
  readonly ca?: string;
  readonly certificate?: string;
  readonly key?: string;
}

type Read = { readonly ok: true; readonly backend: KubernetesBackend } | { readonly ok: false; readonly why: string };

const refused = (why: string): Read => ({ ok: false, why });

/** The entry of that name in one of a kubeconfig's lists. */
function entry(config: unknown, list: string, name: unknown): Readonly<Record<string, unknown>> {
  const entries = mapping(config)[list];
  const found = Array.isArray(entries)
    ? (entries as readonly unknown[]).find((each) => mapping(each)['name'] === name)
    : undefined;
  return mapping(found);
}

const decode = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? Buffer.from(value, 'base64').toString('utf8') : undefined;

/** What a kubeconfig may hold and the twin does not follow: files beside it, and programs. */
const unfollowed = ['certificate-authority', 'client-certificate', 'client-key', 'tokenFile', 'exec', 'auth-provider'];

/** Reads a kubeconfig whose current context carries all it needs in itself. */
function backendFromKubeconfig(text: string): Read {
  let config: unknown;
  try {
    config = parse(text);
  } catch {
    return refused('it is no YAML');
  }
  const context = mapping(entry(config, 'contexts', mapping(config)['current-context'])['context']);
  const cluster = mapping(entry(config, 'clusters', context['cluster'])['cluster']);
  const user = mapping(entry(config, 'users', context['user'])['user']);
  const { server } = cluster;
  if (typeof server !== 'string') return refused('its current context names no server');
  const beyond = unfollowed.find((name) => name in cluster || name in user);
  if (beyond !== undefined) return refused(`${beyond} leads out of it: put the data into the file`);
  const { token } = user;
  const ca = decode(cluster['certificate-authority-data']);
  const certificate = decode(user['client-certificate-data']);
  const key = decode(user['client-key-data']);
  const backend: KubernetesBackend = {
    url: server.replace(/\/$/, ''),
    ...(typeof token === 'string' && { token }),
    ...(ca !== undefined && { ca }),
    ...(certificate !== undefined && { certificate }),
    ...(key !== undefined && { key }),
  };
  return { ok: true, backend };
}

/** Whether `--kubernetes` was given an address, not a kubeconfig. */
const isAddress = (text: string): boolean => /^https?:\/\//.test(text);

/** An address with what its environment says of it. */
const backendFromUrl = (url: string, token: string | undefined, ca: string | undefined): KubernetesBackend => ({
  url: url.replace(/\/$/, ''),
  ...(token !== undefined && { token }),
  ...(ca !== undefined && { ca }),
});

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Rejects when there is no such file. */
  readonly readText: (file: string) => Promise<string>;
}

/**
 * What `--kubernetes` was given: the address of an API server (ONWARD_TWIN_KUBERNETES_TOKEN is the token for it,
 * ONWARD_TWIN_KUBERNETES_CA a PEM file), or a kubeconfig file.
 */
export async function readBackend(given: string, { env, readText }: Surroundings): Promise<Read> {
  const file = isAddress(given) ? env['ONWARD_TWIN_KUBERNETES_CA'] : given;
  let text: string | undefined;
  try {
    text = file === undefined ? undefined : await readText(file);
  } catch {
    return refused(`${file ?? ''} cannot be read`);
  }
  if (!isAddress(given)) return backendFromKubeconfig(text ?? '');
  return { ok: true, backend: backendFromUrl(given, env['ONWARD_TWIN_KUBERNETES_TOKEN'], text) };
}

/** The status of a condition of a node or pod as the API gives it. */
export const conditionsIn = (object: unknown): readonly Readonly<Record<string, unknown>>[] => {
  const conditions = at(object, 'status.conditions');
  return Array.isArray(conditions) ? (conditions as readonly unknown[]).map(mapping) : [];
};
