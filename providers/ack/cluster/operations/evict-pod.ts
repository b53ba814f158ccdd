import {
  evictPod as sendEviction,
  readEvictionVersion,
  type EvictionVersion,
} from '../../clients/kubernetes/eviction.ts';
import { getPod, type KubePod } from '../../clients/kubernetes/pods.ts';
import type { Reading } from '../../../wire/reading.ts';
import { readApiServer, type Held } from './api-server.ts';
import { fromState, type Ask } from './from-state.ts';
import type { Hands, Operation } from './operation.ts';
import { refuse } from './refusal.ts';

interface Seen {
  readonly pod: KubePod | null;
  readonly version: EvictionVersion;
}

type At = Ask<'namespace' | 'pod' | 'uid'>;

const read = (hands: Hands, { target, texts }: At): Promise<Reading<Held<Seen>>> =>
  readApiServer(hands, target, async (api) => {
    const version = await readEvictionVersion(api);
    if (!version.ok) return version;
    const pod = await getPod(api, { namespace: texts.namespace, name: texts.pod });
    return pod.ok ? { ...pod, value: { pod: pod.value, version: version.value } } : pod;
  });

/**
 * Asks the Eviction API to let one pod go, held to its uid, never by force. A budget that does not allow it now is throttling:
 * it is asked again as long as the step's budget lasts. Two budgets on one pod refuse for good.
 */
export const evictPod: Operation = fromState({
  demands: ['namespace', 'pod', 'uid'],
  read,
  judge: ({ object: { pod } }, { texts }) => {
    const name = `${texts.namespace}/${texts.pod}`;
    if (pod === null) return { is: 'done', says: `there is no pod ${name}` };
    if (pod.uid !== texts.uid) return { is: 'done', says: `pod ${name} is another by now: uid ${pod.uid}` };
    return pod.isTerminating
      ? { is: 'in-flight', says: `pod ${name} terminates` }
      : { is: 'not-done', says: `pod ${name} uid=${pod.uid} on ${pod.node}` };
  },
  guard: (_, { found: { object } }) => {
    if (object.pod?.isMirror === true) return refuse('Onward.WouldBeLost', 'a static pod comes back where it is');
    return object.pod?.owner === null ? refuse('Onward.WouldBeLost', 'nobody would make the pod again') : null;
  },
  write: async (_, { ask: { texts }, found: { api, object } }) => {
    const pod = { namespace: texts.namespace, name: texts.pod, uid: texts.uid };
    return (await sendEviction(api, object.version, pod)).answer;
  },
});
