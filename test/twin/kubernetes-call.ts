import type { Twin } from '../../src/twin/start.ts';
import { post } from './control.ts';

/** A Kubernetes object or Status, as far as tests look into it. */
export interface Answer {
  readonly code: number;
  readonly headers: Headers;
  readonly body: {
    readonly kind: string;
    readonly reason?: string;
    readonly message?: string;
    readonly details?: Record<string, unknown>;
    readonly metadata: {
      readonly name: string;
      readonly uid: string;
      readonly resourceVersion: string;
      readonly deletionTimestamp?: string;
      readonly labels?: Record<string, string>;
      readonly [field: string]: unknown;
    };
    readonly spec: Record<string, unknown>;
    readonly status: Record<string, unknown>;
    readonly items: readonly Answer['body'][];
    readonly [field: string]: unknown;
  };
}

interface Sending {
  readonly body?: unknown;
  readonly type?: string;
}

/** A call of the first cluster's Kubernetes API by hand: "POST /api/v1/…". */
export async function kube({ ready }: Twin, call: string, { body, type }: Sending = {}): Promise<Answer> {
  const [method = 'GET', path = ''] = call.split(' ');
  const response = await fetch(`${ready.kubernetes?.url ?? ''}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${ready.kubernetes?.token ?? ''}`,
      ...(body !== undefined && { 'content-type': type ?? 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { code: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}

export const merge = 'application/merge-patch+json';
export const strategic = 'application/strategic-merge-patch+json';
export const jsonPatch = 'application/json-patch+json';

const pods = (namespace: string): string => `/api/v1/namespaces/${namespace}/pods`;

export interface Evicting {
  readonly namespace?: string;
  readonly options?: Record<string, unknown>;
  readonly apiVersion?: string;
  readonly query?: string;
}

export const evict = (twin: Twin, name: string, evicting: Evicting = {}): Promise<Answer> => {
  const { namespace = 'shop', options, apiVersion = 'policy/v1', query = '' } = evicting;
  return kube(twin, `POST ${pods(namespace)}/${name}/eviction${query}`, {
    body: { apiVersion, kind: 'Eviction', metadata: { name, namespace }, ...(options && { deleteOptions: options }) },
  });
};

export const pod = (twin: Twin, name: string, namespace = 'shop'): Promise<Answer> =>
  kube(twin, `GET ${pods(namespace)}/${name}`);

export const podsIn = async (twin: Twin, namespace = 'shop', query = ''): Promise<readonly Answer['body'][]> =>
  (await kube(twin, `GET ${pods(namespace)}${query}`)).body.items;

export const advance = async (twin: Twin, by: string): Promise<void> => {
  await post(twin, 'clock', { advance: by });
};
