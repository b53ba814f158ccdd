import type { Json } from '../../../src/core/fact.ts';
import type { ClusterTarget, Cs } from '../clients/cs.ts';
import type { Ecs } from '../clients/ecs.ts';
import type { Kubernetes, KubernetesAccessor } from '../clients/kubernetes.ts';
import type { Oss } from '../clients/oss.ts';
import type { Ram } from '../clients/ram.ts';
import type { Slb } from '../clients/slb.ts';
import type { Sts } from '../clients/sts.ts';
import type { Vpc } from '../clients/vpc.ts';
import { textIn, type JsonObject } from '../../wire/json.ts';
import type { Reading } from '../../wire/reading.ts';
import { precheckVerdict } from './precheck-verdict.ts';

/** The clients that a target is read with. */
export interface Clients {
  readonly cs: Cs;
  readonly sts: Sts;
  readonly slb: Slb;
  readonly ecs: Ecs;
  readonly vpc: Vpc;
  readonly ram: Ram;
  readonly oss: Oss;
  readonly kubernetes: KubernetesAccessor;
}

/** The words by which a task has ended (ACK API reference); every other word counts as running. */
const ended = /^(success|succeeded|fail|failed|canceled|cancelled)$/i;

export const hasEnded = (task: JsonObject): boolean => ended.test(textIn(task, 'state'));

const taskRow = (task: JsonObject) => ({
  id: textIn(task, 'task_id'),
  type: textIn(task, 'task_type'),
  state: textIn(task, 'state'),
  created: textIn(task, 'created'),
});

/** The id of the migration that ended last, however it ended; null where none ever did. */
const lastMigration = (tasks: readonly JsonObject[]): string | null => {
  const ended = tasks.filter((task) => hasEnded(task) && /migrat/i.test(textIn(task, 'task_type'))).map(taskRow);
  return ended.sort((a, b) => (a.created + a.id < b.created + b.id ? -1 : 1)).at(-1)?.id ?? null;
};

export const taskFacts = (tasks: readonly JsonObject[]) => ({
  'migration.last': lastMigration(tasks),
  'cluster.tasks': tasks
    .filter((task) => !hasEnded(task))
    .map(taskRow)
    .sort((a, b) => (a.created + a.id < b.created + b.id ? -1 : 1)),
});

/** The check that was made last; by text where a time cannot be read. */
export const newestCheck = (checks: readonly JsonObject[]): JsonObject | null =>
  [...checks].sort((a, b) => {
    const [left, right] = [textIn(a, 'created_at'), textIn(b, 'created_at')];
    const difference = Date.parse(right) - Date.parse(left);
    return Number.isNaN(difference) ? right.localeCompare(left) : difference;
  })[0] ?? null;

export const checkFact = (check: JsonObject): Json => ({
  id: textIn(check, 'check_id'),
  status: textIn(check, 'status'),
  createdAt: textIn(check, 'created_at'),
  finishedAt: textIn(check, 'finished_at'),
  failed: precheckVerdict(check).failed,
});

export type ApiAnswer =
  | { readonly ok: true; readonly address: string; readonly reading: Extract<Reading<string>, { ok: true }> }
  | { readonly ok: false; readonly address: string; readonly reading: Extract<Reading<string>, { ok: false }> };

/** Asks an API server whether it is ready. A refused kubeconfig is issued anew once, for its time may be over. */
export const askReady = async (
  { kubernetes }: Pick<Clients, 'kubernetes'>,
  target: ClusterTarget,
): Promise<Reading<{ readonly api: Kubernetes; readonly answer: ApiAnswer }>> => {
  for (let attempt = 0; ; attempt += 1) {
    const connected = await kubernetes.connect(target);
    if (!connected.ok) return connected;
    const api = connected.value;
    const reading = await api.ready();
    const { address } = api;
    if (reading.ok) return { ...connected, value: { api, answer: { ok: true, address, reading } } };
    kubernetes.forget(target);
    if (reading.failure.status !== 401 || attempt > 0)
      return { ...connected, value: { api, answer: { ok: false, address, reading } } };
  }
};
