import type { Answer } from '../../../../src/core/operation.ts';
import { objectIn, objectsIn, textIn, type JsonObject } from '../../../wire/json.ts';
import type { Reading } from '../../../wire/reading.ts';
import type { Kubernetes } from './api.ts';
import { deleteExactly, mapItems, metadataIn, pathOf, recreatable, type Metadata } from './metadata.ts';

export type WebhookKind = 'mutating' | 'validating';

export interface WebhookConfiguration extends Metadata {
  readonly kind: WebhookKind;
  readonly webhooks: readonly {
    readonly name: string;
    /** `namespace/name` of the service that answers; null where it is an address. */
    readonly service: string | null;
    readonly url: string;
    /** Fail, Ignore. */
    readonly failurePolicy: string;
  }[];
}

const base = (kind: WebhookKind): string => `/apis/admissionregistration.k8s.io/v1/${kind}webhookconfigurations`;

const kinds = { mutating: 'MutatingWebhookConfiguration', validating: 'ValidatingWebhookConfiguration' } as const;

const configurationIn = (kind: WebhookKind, object: JsonObject): WebhookConfiguration => ({
  ...metadataIn(object),
  kind,
  webhooks: objectsIn(object, 'webhooks').map((one) => {
    const client = objectIn(one, 'clientConfig');
    const service = objectIn(client, 'service');
    const name = textIn(service, 'name');
    return {
      name: textIn(one, 'name'),
      service: name === '' ? null : `${textIn(service, 'namespace')}/${name}`,
      url: textIn(client, 'url'),
      failurePolicy: textIn(one, 'failurePolicy'),
    };
  }),
});

export const listWebhooks = async (
  api: Kubernetes,
  kind: WebhookKind,
): Promise<Reading<readonly WebhookConfiguration[]>> =>
  mapItems(await api.list(base(kind)), (object) => configurationIn(kind, object));

/** The whole object, to be kept and created again. */
export const getWebhook = (api: Kubernetes, kind: WebhookKind, name: string): Promise<Reading<JsonObject | null>> =>
  api.get(pathOf(base(kind), name));

/** Creates a configuration from what `getWebhook` gave. Refused (AlreadyExists) where there is one of its name. */
export const createWebhook = (api: Kubernetes, kind: WebhookKind, backup: JsonObject): Promise<Answer> => {
  // An object that was read from a list may have no kind of its own.
  const body = { ...recreatable(backup), apiVersion: 'admissionregistration.k8s.io/v1', kind: kinds[kind] };
  return api.send({ method: 'POST', path: base(kind), body });
};

export const deleteWebhook = (
  api: Kubernetes,
  kind: WebhookKind,
  at: { readonly name: string; readonly uid: string },
): Promise<Answer> => api.send({ method: 'DELETE', path: pathOf(base(kind), at.name), body: deleteExactly(at.uid) });
