import type { IncomingMessage } from 'node:http';
import type { KubernetesObject } from '../conformance/kubernetes/api.ts';
import { pathOf } from '../conformance/kubernetes/objects.ts';
import { askThrough, open, type Door } from './client.ts';

/** The kubelets of all nodes, as far as objects go: nodes and bound pods become ready, and a deleted pod ends after its linger. */
export interface Kubelet {
  readonly stop: () => void;
}

export interface KubeletOptions {
  /** How long a pod takes to end, in ms; default 100. */
  readonly lingerMs?: number;
  /** Pods (`namespace/name`) that never end: their process hangs. */
  readonly held?: readonly string[];
}

interface Event {
  readonly type: string;
  readonly object: KubernetesObject;
}

const ready = () => [{ type: 'Ready', status: 'True', lastTransitionTime: new Date().toISOString() }];

/** Calls `on` for every line of a watch until it ends. */
const readWatch = async (watch: IncomingMessage, on: (event: Event) => void): Promise<void> => {
  let rest = '';
  for await (const part of watch.setEncoding('utf8')) {
    const lines = (rest + String(part)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) on(JSON.parse(line) as Event);
  }
};

/** What is to be done about one object, if anything: a request, sent after `afterMs`. */
const duty = ({ kind, metadata, spec, status }: KubernetesObject, { lingerMs = 100, held = [] }: KubeletOptions) => {
  if (metadata.deletionTimestamp !== undefined) {
    if (kind !== 'Pod' || held.includes(`${metadata.namespace ?? ''}/${metadata.name}`)) return undefined;
    const body = { gracePeriodSeconds: 0, preconditions: { uid: metadata.uid } };
    return { method: 'DELETE', under: '', body, afterMs: lingerMs };
  }
  const isNew =
    kind === 'Pod' ? spec?.['nodeName'] !== undefined && status?.['phase'] === 'Pending' : !status?.['conditions'];
  const body = { status: { ...(kind === 'Pod' && { phase: 'Running' }), conditions: ready() } };
  return isNew ? { method: 'PATCH', under: '/status', body, afterMs: 0 } : undefined;
};

/** Starts it; it takes a server's disappearance and return as a real kubelet does, and is quiet about it. */
export const startKubelet = (door: Door, options: KubeletOptions = {}): Kubelet => {
  const ask = askThrough(door);
  const stopping = new AbortController();
  const done = new Set<string>();
  const attend = (object: KubernetesObject): void => {
    const due = duty(object, options);
    const key = `${due?.method ?? ''} ${object.metadata.uid ?? ''}`;
    if (due === undefined || done.has(key)) return;
    done.add(key);
    setTimeout(() => {
      // A server that is away forgets nothing: its next watch shows the object again.
      ask(due.method, `${pathOf(object)}${due.under}`, due.body).catch(() => done.delete(key));
    }, due.afterMs);
  };
  const watch = async (kind: string, path: string): Promise<void> => {
    while (!stopping.signal.aborted) {
      const stream = await open(door, 'GET', `${path}?watch=true`).catch(() => undefined);
      const end = (): unknown => stream?.destroy();
      stopping.signal.addEventListener('abort', end);
      // An object in a watch carries its kind; a bookmark or an error is nothing to attend to.
      const on = ({ type, object }: Event): void => {
        if (type === 'ADDED' || type === 'MODIFIED') attend({ ...object, apiVersion: 'v1', kind });
      };
      if (stream !== undefined) await readWatch(stream, on).catch(() => undefined);
      stopping.signal.removeEventListener('abort', end);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  void watch('Node', '/api/v1/nodes');
  void watch('Pod', '/api/v1/pods');
  return {
    stop: () => {
      stopping.abort();
    },
  };
};
