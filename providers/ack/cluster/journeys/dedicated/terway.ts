import type { Json } from '../../../../../src/core/fact.ts';
import { factOf } from '../../dedicated-facts.ts';
import type { TerwayFact } from '../../fact-shapes.ts';
import { unchanged } from '../expectations.ts';
import { change, type Draft, type Situation } from './situation.ts';

export const terwayBackup = 'onward-terway-backup';

/** Parked: nothing of it runs and no webhook of it is asked. */
export const isParked = ({ replicas, webhooks }: TerwayFact): boolean => replicas === 0 && webhooks.length === 0;

const factNow = (replicas: number, webhooks: TerwayFact['webhooks']) => ({
  fact: 'components.terwayControlplane',
  equals: { replicas, webhooks: webhooks.map(({ kind, name }) => ({ kind, name })) } as Json,
});

/** terway-controlplane parked for the time without an API server, its webhooks backed up and removed. */
export const terwaySteps = ({ facts }: Situation): readonly Draft[] => {
  const terway = factOf(facts, 'components.terwayControlplane') ?? null;
  if (terway === null || isParked(terway)) return [];
  const { replicas, webhooks } = terway;
  const asNow = [...unchanged(facts), factNow(replicas, webhooks)];
  const backup = change({
    id: 'terway-backup',
    operation: 'ack.back-up-terway/1',
    title: `keep terway's webhooks in ConfigMap ${terwayBackup}`,
    args: { name: terwayBackup },
    expects: asNow,
  });
  const scale = change({
    id: 'terway-scale',
    operation: 'ack.scale-terway/1',
    title: `terway-controlplane: ${replicas} -> 0 replicas`,
    args: { replicas: 0 },
    undoArgs: { replicas },
    expects: asNow,
  });
  const removals = webhooks.map(({ kind, name }, at) =>
    change({
      id: `terway-webhook-${at + 1}`,
      operation: 'ack.remove-webhook/1',
      title: `remove webhook ${name}`,
      args: { kind, name },
      expects: [...unchanged(facts), factNow(0, webhooks.slice(at))],
    }),
  );
  return [backup, ...(replicas === 0 ? [] : [scale]), ...removals];
};
