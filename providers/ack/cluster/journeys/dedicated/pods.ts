import { listOf } from '../../dedicated-facts.ts';
import type { MasterPodFact } from '../../fact-shapes.ts';
import { pick, unchanged } from '../expectations.ts';
import { change, type Draft, type Situation } from './situation.ts';

/** System pods that an eviction brings elsewhere; the others would be lost, and stay. */
const movable = ({ facts }: Situation): readonly MasterPodFact[] =>
  listOf(facts, 'masters.systemPods').filter(({ loses }) => loses === null);

const evict = ({ facts }: Situation, { namespace, name, uid, node }: MasterPodFact): Draft =>
  change({
    id: `evict-${name}`,
    operation: 'ack.evict-pod/1',
    title: `evict ${namespace}/${name}`,
    args: { namespace, pod: name, uid, node },
    // Which pods run where has moved by our own evictions; this one is told by its uid.
    expects: unchanged(facts),
  });

/**
 * System pods off the masters. All masters are closed before the first eviction: a pod that tolerates masters would
 * otherwise come back on the next one. Only what was open is closed, and opened again afterwards.
 */
export const podSteps = (situation: Situation): readonly Draft[] => {
  const { spec, facts } = situation;
  const pods = movable(situation);
  if (spec.masters.systemPods !== 'evict' || pods.length === 0) return [];
  const open = listOf(facts, 'masters.objects')
    .map((object, at) => ({ ...object, number: at + 1 }))
    .filter(({ unschedulable }) => !unschedulable);
  const cordons = open.map(({ name, uid, number }, at) =>
    change({
      id: `cordon-${number}`,
      operation: 'ack.cordon/1',
      title: `no new pods on ${name}`,
      args: { node: name, uid },
      expects: [...unchanged(facts), ...(at === 0 ? pick(facts, ['masters.objects']) : [])],
    }),
  );
  const uncordons = open.map(({ name, uid, number }) =>
    change({
      id: `uncordon-${number}`,
      operation: 'ack.uncordon/1',
      title: `pods on ${name} again`,
      args: { node: name, uid },
      expects: unchanged(facts),
    }),
  );
  return [...cordons, ...pods.map((pod) => evict(situation, pod)), ...uncordons];
};

/** The last eviction: with it the masters are free. */
export const lastEviction = (drafts: readonly Draft[]): string | null =>
  drafts.findLast(({ operation }) => operation === 'ack.evict-pod/1')?.id ?? null;
