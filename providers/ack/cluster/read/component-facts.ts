import type { KubeNode } from '../../clients/kubernetes/nodes.ts';
import type { WebhookConfiguration } from '../../clients/kubernetes/webhooks.ts';
import type { Deployment, Workload } from '../../clients/kubernetes/workloads.ts';
import { textIn, type JsonObject } from '../../../wire/json.ts';
import type { TerwayFact, VirtualNodeFact } from '../fact-shapes.ts';
import { kindOfWebhook } from './master-objects.ts';

/** A Deployment and two webhook configurations of this name (ACK API reference, §3.10). */
export const terway = 'terway-controlplane';

/** null where nothing of it is there. Parked, it has no replicas and no webhooks. */
export const terwayFact = (
  deployment: Deployment | null,
  webhooks: readonly WebhookConfiguration[],
): TerwayFact | null => {
  const own = webhooks
    .filter(({ name }) => name === terway)
    .map((one) => ({ kind: kindOfWebhook(one), name: one.name }))
    .sort((a, b) => (a.kind < b.kind ? -1 : 1));
  if (deployment === null && own.length === 0) return null;
  // A Deployment that says no number has one replica (Kubernetes: the default).
  return { replicas: deployment === null ? 0 : (deployment.replicas ?? 1), webhooks: own };
};

const variable = (deployment: Deployment, name: string): string | null =>
  deployment.containers.map(({ env }) => env[name] ?? null).find((value) => value !== null) ?? null;

/** Where the controller of virtual nodes looks for the API server; null where a variable is not set to a text. */
export const virtualNodeFact = (deployment: Deployment | null): VirtualNodeFact | null =>
  deployment === null
    ? null
    : {
        host: variable(deployment, 'KUBERNETES_APISERVER_HOST'),
        port: variable(deployment, 'KUBERNETES_APISERVER_PORT'),
      };

/** DaemonSets of the Basic edition's chart. */
const basicSets = ['gpushare-device-plugin-ds', 'cgpu-installer', 'device-plugin-evict-ds', 'device-plugin-recover-ds'];

const professionalAddon = 'ack-ai-installer';

/**
 * Which edition of cGPU nodes and workloads show. `undecided`: there are workloads that both may have, and no node says
 * which; then the list of add-ons tells.
 */
export const cgpuOf = (
  nodes: readonly KubeNode[],
  sets: readonly Workload[],
): 'basic' | 'professional' | 'undecided' | null => {
  if (nodes.some(({ labels }) => labels['cgpu'] === 'true')) return 'basic';
  if (nodes.some(({ labels }) => /^(cgpu|share)$/.test(labels['ack.node.gpu.schedule'] ?? ''))) return 'professional';
  const found = sets.some(({ namespace, name }) => namespace === 'kube-system' && basicSets.includes(name));
  return found ? 'undecided' : null;
};

export const cgpuByAddons = (addons: readonly JsonObject[]): 'basic' | 'professional' =>
  addons.some((addon) => textIn(addon, 'name') === professionalAddon) ? 'professional' : 'basic';
