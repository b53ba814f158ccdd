import type { Json } from '../../../src/core/fact.ts';
import type { ClusterTarget, Cs } from '../clients/cs.ts';
import type { Kubernetes, KubernetesAccessor } from '../clients/kubernetes.ts';
import { textIn, type JsonObject } from '../json.ts';
import type { Reading } from '../reading.ts';
import { gather, notRead, proven, together, type Gathered } from './gathered.ts';
import { apiServiceFacts, nodeFacts, podFacts } from './kubernetes-facts.ts';
import { precheckVerdict } from './precheck-verdict.ts';

export interface Clients {
  readonly cs: Cs;
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

const taskFacts = (tasks: readonly JsonObject[]) => ({
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

const checkFact = (check: JsonObject): Json => ({
  id: textIn(check, 'check_id'),
  status: textIn(check, 'status'),
  createdAt: textIn(check, 'created_at'),
  finishedAt: textIn(check, 'finished_at'),
  failed: precheckVerdict(check).failed,
});

const precheckFacts = async (cs: Cs, target: ClusterTarget): Promise<Gathered> => {
  const names = ['precheck.newest'] as const;
  const checks = await cs.listClusterChecks(target);
  const newest = checks.ok ? newestCheck(checks.value) : null;
  if (newest === null) return gather(names, checks, () => ({ 'precheck.newest': null }));
  const check = await cs.getClusterCheck(target, textIn(newest, 'check_id'));
  return gather(names, check, (value) => ({ 'precheck.newest': checkFact(value) }));
};

const nodeNames = ['nodes.count', 'nodes.workers', 'nodes.notReady', 'nodes.unschedulable'] as const;
const podNames = ['nodes.fewSlots', 'nodes.noKubeProxy'] as const;
const serviceNames = ['apiservices.unavailable'] as const;
const kubernetesNames = [...nodeNames, ...podNames, ...serviceNames];

const podFactsOf = (nodes: Reading<readonly JsonObject[]>, pods: Reading<readonly JsonObject[]>): Gathered =>
  nodes.ok
    ? gather(podNames, pods, (value) => podFacts(nodes.value, value))
    : gather(podNames, nodes, () => podFacts([], []));

const readObjects = async (api: Kubernetes): Promise<Gathered> => {
  const nodes = await api.list('/api/v1/nodes');
  const pods = await api.list('/api/v1/pods');
  const services = await api.list('/apis/apiregistration.k8s.io/v1/apiservices');
  return together([
    gather(nodeNames, nodes, nodeFacts),
    podFactsOf(nodes, pods),
    gather(serviceNames, services, apiServiceFacts),
  ]);
};

export type ApiAnswer =
  | { readonly ok: true; readonly address: string; readonly reading: Extract<Reading<string>, { ok: true }> }
  | { readonly ok: false; readonly address: string; readonly reading: Extract<Reading<string>, { ok: false }> };

/** Asks an API server whether it is ready. A refused kubeconfig is issued anew once, for its time may be over. */
export const askReady = async (
  { kubernetes }: Clients,
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

/** No answer is an answer here: it says that this runner cannot reach the API server. The lists are then unknown. */
const kubernetesFacts = async (clients: Clients, target: ClusterTarget): Promise<Gathered> => {
  const asked = await askReady(clients, target);
  if (!asked.ok) return notRead(['api.answers', ...kubernetesNames], asked.call, asked.failure);
  const { api, answer } = asked.value;
  const { address } = answer;
  if (answer.ok)
    return together([proven({ 'api.answers': { ok: true, address } }, answer.reading.source), await readObjects(api)]);
  const { call, failure } = answer.reading;
  const source = { call, request: failure.request, at: asked.source.at };
  return together([
    proven({ 'api.answers': { ok: false, address, why: failure.message } }, source),
    notRead(kubernetesNames, call, failure),
  ]);
};

const nothing: Gathered = together([]);

/** The facts that only a journey needs, beside those of the detail; where some are named, only the reads that give them. */
export const journeyFacts = async (
  clients: Clients,
  target: ClusterTarget,
  only: readonly string[] | null,
): Promise<Gathered> => {
  const wants = (names: readonly string[]): boolean => only === null || names.some((name) => only.includes(name));
  const { cs } = clients;
  const taskNames = ['cluster.tasks', 'migration.last'] as const;
  const tasks = async () => gather(taskNames, await cs.describeClusterTasks(target), taskFacts);
  return together(
    await Promise.all([
      wants(taskNames) ? tasks() : nothing,
      wants(['precheck.newest']) ? precheckFacts(cs, target) : nothing,
      wants(['api.answers', ...kubernetesNames]) ? kubernetesFacts(clients, target) : nothing,
    ]),
  );
};
