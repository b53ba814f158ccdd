import type { Answer } from '../../../../src/core/operation.ts';
import { objectIn, objectsIn, textIn, type JsonObject } from '../../../wire/json.ts';
import { malformed } from '../../../wire/failure.ts';
import type { Reading } from '../../../wire/reading.ts';
import type { Kubernetes, KubernetesExchange } from './api.ts';
import { pathOf } from './metadata.ts';

/** Clusters before 1.22 know the older one only. */
export type EvictionVersion = 'policy/v1' | 'policy/v1beta1';

/**
 * What an eviction came to. evicted: it was let go, and terminates from now on. gone: there is no such pod. replaced: another
 * pod has its name. budget: a disruption budget does not allow it now. several-budgets: two budgets hold the pod, which the
 * API refuses for good. busy: the API server has too much to do. forbidden: no right to evict. refused: for another reason.
 * unknown: no answer that proves anything.
 */
export type EvictionReason =
  'evicted' | 'gone' | 'replaced' | 'budget' | 'several-budgets' | 'busy' | 'forbidden' | 'refused' | 'unknown';

export interface Evicted {
  readonly answer: Answer;
  readonly reason: EvictionReason;
  /** In the API server's words. */
  readonly says: string;
}

/** By discovery, from the list of what the core API has. */
export const readEvictionVersion = async (api: Kubernetes): Promise<Reading<EvictionVersion>> => {
  const reading = await api.get('/api/v1');
  if (!reading.ok) return reading;
  const resources = objectsIn(reading.value ?? {}, 'resources');
  const found = resources.find((one) => textIn(one, 'name') === 'pods/eviction');
  const { call, request } = reading.source;
  if (found === undefined) return { ok: false, call, failure: malformed('the API server has no evictions', request) };
  return { ...reading, value: textIn(found, 'version') === 'v1' ? 'policy/v1' : 'policy/v1beta1' };
};

/** The API server tells a budget's refusal from its own haste by a cause; where it gives none, the message speaks of it. */
const isBudget = (status: JsonObject): boolean =>
  objectsIn(objectIn(status, 'details'), 'causes').some((cause) => textIn(cause, 'reason') === 'DisruptionBudget') ||
  /disruption budget/i.test(textIn(status, 'message'));

const severalBudgets = /more than one PodDisruptionBudget/i;

const says = ({ body, answer }: KubernetesExchange): string => {
  const causes = objectsIn(objectIn(body, 'details'), 'causes').map((cause) => textIn(cause, 'message'));
  const said = [textIn(body, 'message'), ...causes].filter((text) => text !== '').join(' ');
  return (said || ('why' in answer ? answer.why : '')).slice(0, 400);
};

const reasonOf = ({ answer, status, body }: KubernetesExchange): EvictionReason => {
  switch (answer.is) {
    case 'accepted':
      return 'evicted';
    case 'throttled':
      return isBudget(body) ? 'budget' : 'busy';
    case 'unanswered':
    case 'unsent':
      return 'unknown';
    case 'refused':
      if (status === 404 && answer.code === 'NotFound') return 'gone';
      if (status === 409) return 'replaced';
      return answer.denied === true ? 'forbidden' : 'refused';
  }
};

/**
 * Asks the Eviction API to let one pod go, held to its uid and its own grace period. Sent once, and never by force: nothing
 * here deletes a pod. A 500 that names two budgets is the API's way to refuse: it did nothing, and will not another time.
 */
export const evictPod = async (
  api: Kubernetes,
  version: EvictionVersion,
  pod: { readonly namespace: string; readonly name: string; readonly uid: string },
): Promise<Evicted> => {
  const { namespace, name, uid } = pod;
  const path = pathOf('/api/v1/namespaces', namespace, 'pods', name, 'eviction');
  const metadata = { name, namespace };
  const body = { apiVersion: version, kind: 'Eviction', metadata, deleteOptions: { preconditions: { uid } } };
  const exchanged = await api.exchange({ method: 'POST', path, body });
  const said = says(exchanged);
  if (exchanged.status === 500 && severalBudgets.test(said)) {
    const answer = { is: 'refused', code: 'SeveralBudgets', request: '', why: said } as const;
    return { answer, reason: 'several-budgets', says: said };
  }
  const { answer } = exchanged;
  // The cause names the budget and its numbers: a person who waits for it reads them in the journal.
  const told = answer.is === 'throttled' && said !== '' ? { ...answer, why: said } : answer;
  return { answer: told, reason: reasonOf(exchanged), says: said };
};
