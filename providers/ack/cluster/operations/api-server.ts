import type { ClusterTarget } from '../../clients/cs.ts';
import type { Kubernetes, KubernetesAccessor } from '../../clients/kubernetes.ts';
import type { Reading } from '../../../wire/reading.ts';

/** What was read from a cluster's API server, and the server to write to. */
export interface Held<T> {
  readonly api: Kubernetes;
  readonly object: T;
}

/** Reads from the API server. A refused kubeconfig is issued anew once, for its time may be over. */
export const readApiServer = async <T>(
  { kubernetes }: { readonly kubernetes: KubernetesAccessor },
  target: ClusterTarget,
  read: (api: Kubernetes) => Promise<Reading<T>>,
): Promise<Reading<Held<T>>> => {
  for (let attempt = 0; ; attempt += 1) {
    const connected = await kubernetes.connect(target);
    if (!connected.ok) return connected;
    const api = connected.value;
    const reading = await read(api);
    if (reading.ok) return { ...reading, value: { api, object: reading.value } };
    kubernetes.forget(target);
    if (reading.failure.status !== 401 || attempt > 0) return reading;
  }
};
