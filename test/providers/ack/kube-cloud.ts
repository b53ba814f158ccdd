import { openKubernetes } from '../../../providers/ack/clients/kubernetes/connection.ts';
import type { Kubernetes } from '../../../providers/ack/clients/kubernetes/api.ts';
import { createSession } from '../../../providers/ack/session.ts';
import { scriptCloud, type Script, type ScriptedCloud, type Scripted } from './scripted-cloud.ts';
import { canaries, keyEnv, settingsFor } from './settings.ts';

export interface KubeCloud {
  readonly api: Kubernetes;
  readonly cloud: ScriptedCloud;
  readonly waits: readonly number[];
}

/** An API server at loopback that answers by path, and a client of it with a token. */
export const scriptKube = async (script: Script): Promise<KubeCloud> => {
  const cloud = await scriptCloud(script);
  const waits: number[] = [];
  const session = createSession(settingsFor(keyEnv('http://127.0.0.1:9'), waits));
  const access = { server: new URL(cloud.url), token: canaries.bearer, ca: null, certificate: null, key: null };
  return { api: openKubernetes(session, access), cloud, waits };
};

type Answered = Exclude<Scripted, 'drop'>;

/** A `Status`, as an API server of 1.32 answers an error. */
export const status = (code: number, reason: string, over: Readonly<Record<string, unknown>> = {}): Answered => ({
  status: code,
  headers: { 'audit-id': 'AUDIT' },
  body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', message: `${reason} it is`, reason, code, ...over },
});

export const notFound = (name: string): Scripted =>
  status(404, 'NotFound', { message: `nodes "${name}" not found`, details: { name, kind: 'nodes' } });

export const ok = (body: Readonly<Record<string, unknown>>, code = 200): Scripted => ({
  status: code,
  headers: { 'audit-id': 'AUDIT' },
  body,
});

export const items = (list: readonly unknown[]): Scripted => ok({ kind: 'List', items: list, metadata: {} });
