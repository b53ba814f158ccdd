import { textIn, type JsonObject } from '../../wire/json.ts';

/** `cluster_spec` of a managed cluster: empty means the Basic edition (ACK API reference: the default). */
const managed = (spec: string): string | null => {
  if (spec === '' || spec === 'ack.standard') return 'standard';
  return /^ack\.pro\.[a-z0-9]+$/.test(spec) ? 'pro' : null;
};

const profiles: Readonly<Record<string, string>> = { Edge: 'edge', Serverless: 'serverless', Lingjun: 'lingjun' };

/**
 * The edition of a cluster by type, profile and spec. What is not known by name is `unknown:<type>/<profile>/<spec>`, so
 * that no journey starts from a guess.
 */
export const editionOf = (cluster: JsonObject): string => {
  const type = textIn(cluster, 'cluster_type');
  const profile = textIn(cluster, 'profile');
  const spec = textIn(cluster, 'cluster_spec');
  const isDefault = profile === 'Default' || profile === '';
  if (type === 'ExternalKubernetes') return 'external';
  if (type === 'Kubernetes' && isDefault) return 'dedicated';
  if (type === 'ManagedKubernetes' && profiles[profile] !== undefined) return profiles[profile];
  if (type === 'Ask') return 'serverless';
  const known = type === 'ManagedKubernetes' && isDefault ? managed(spec) : null;
  return known ?? `unknown:${type}/${profile}/${spec}`;
};

/** The tier that a `cluster_spec` such as `ack.pro.small` names; '' where it names none. */
export const tierOf = (spec: string): string => /^ack\.pro\.([a-z0-9]+)$/.exec(spec)?.[1] ?? '';
