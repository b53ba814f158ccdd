import type { Json } from '../../../../src/core/fact.ts';
import { getWebhook, type WebhookKind } from '../../clients/kubernetes/webhooks.ts';
import { recreatable } from '../../clients/kubernetes/metadata.ts';
import { getDeployment, type Deployment } from '../../clients/kubernetes/workloads.ts';
import type { Kubernetes } from '../../clients/kubernetes.ts';
import { isObject, parseJson, type JsonObject } from '../../../wire/json.ts';
import type { Reading } from '../../../wire/reading.ts';

/** Custom pod configuration of Terway: a Deployment and two webhook configurations of this name (§3.10). */
export const terway = 'terway-controlplane';
export const namespace = 'kube-system';

/** Where its form is kept while it is parked, unless the plan says otherwise. */
export const backupName = 'onward-terway-backup';

export const webhookKinds: Readonly<Record<string, WebhookKind>> = {
  MutatingWebhookConfiguration: 'mutating',
  ValidatingWebhookConfiguration: 'validating',
};

export interface Webhook {
  readonly kind: string;
  readonly name: string;
}

const both: readonly Webhook[] = Object.keys(webhookKinds).map((kind) => ({ kind, name: terway }));

/** The webhook configurations that the plan names; the two of Terway's own name where it names none. */
export const webhooksIn = (args: { readonly [name: string]: Json }): readonly Webhook[] => {
  const listed = args['webhooks'];
  if (!Array.isArray(listed)) return both;
  const rows: readonly Json[] = listed;
  return rows.flatMap((one) => {
    if (!isObject(one)) return [];
    const { kind, name } = one;
    return typeof kind === 'string' && typeof name === 'string' && kind in webhookKinds ? [{ kind, name }] : [];
  });
};

/** The member of the backup that holds one webhook configuration. */
const keyOf = ({ kind, name }: Webhook): string => `${kind}.${name}`;

/** A webhook configuration out of a backup, in the form that it is created from. null where there is none of this name. */
export const webhookIn = (data: Readonly<Record<string, string>>, webhook: Webhook): JsonObject | null => {
  const value = parseJson(data[keyOf(webhook)] ?? '');
  if (!isObject(value) || !isObject(value['metadata'])) return null;
  return value['metadata']['name'] === webhook.name ? value : null;
};

export interface Parts {
  readonly deployment: Deployment | null;
  /** By `keyOf`, in the form to create it from; those that are absent are left out. */
  readonly webhooks: Readonly<Record<string, JsonObject>>;
}

export const readDeployment = (api: Kubernetes): Promise<Reading<Deployment | null>> =>
  getDeployment(api, namespace, terway);

/** What is there to be kept. */
export const readParts = async (api: Kubernetes, wanted: readonly Webhook[]): Promise<Reading<Parts>> => {
  const deployment = await readDeployment(api);
  if (!deployment.ok) return deployment;
  const webhooks: Record<string, JsonObject> = {};
  for (const webhook of wanted) {
    const kind = webhookKinds[webhook.kind] ?? 'mutating';
    const reading = await getWebhook(api, kind, webhook.name);
    if (!reading.ok) return reading;
    if (reading.value !== null) webhooks[keyOf(webhook)] = recreatable(reading.value);
  }
  return { ...deployment, value: { deployment: deployment.value, webhooks } };
};
