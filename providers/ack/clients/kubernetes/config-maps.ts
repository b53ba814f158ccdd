import type { Answer } from '../../../../src/core/operation.ts';
import type { JsonObject } from '../../../wire/json.ts';
import type { Reading } from '../../../wire/reading.ts';
import type { Kubernetes } from './api.ts';
import { deleteExactly, mapObject, metadataIn, pathOf, textMapIn, type Guard, type Metadata } from './metadata.ts';

export interface ConfigMap extends Metadata {
  readonly data: Readonly<Record<string, string>>;
}

/** What a new one holds: at most 1 MiB, and no secret. */
export interface NewConfigMap {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
}

const base = (namespace: string): string => pathOf('/api/v1/namespaces', namespace, 'configmaps');

const configMapIn = (object: JsonObject): ConfigMap => ({ ...metadataIn(object), data: textMapIn(object, 'data') });

export const getConfigMap = async (
  api: Kubernetes,
  namespace: string,
  name: string,
): Promise<Reading<ConfigMap | null>> => mapObject(await api.get(pathOf(base(namespace), name)), configMapIn);

/** Refused (AlreadyExists) where there is one of its name. */
export const createConfigMap = (api: Kubernetes, { namespace, name, labels, data }: NewConfigMap): Promise<Answer> => {
  const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace, labels }, data };
  return api.send({ method: 'POST', path: base(namespace), body });
};

/** Deletes it as it was read: refused (Conflict) when it is another one or has changed since. */
export const deleteConfigMap = (
  api: Kubernetes,
  { namespace, name, uid, resourceVersion }: Guard & { readonly namespace: string; readonly name: string },
): Promise<Answer> =>
  api.send({ method: 'DELETE', path: pathOf(base(namespace), name), body: deleteExactly(uid, resourceVersion) });
