import { factOf, listOf } from '../../dedicated-facts.ts';
import type { MasterAssistantFact } from '../../fact-shapes.ts';
import { pick, unchanged } from '../expectations.ts';
import { change, type Draft, type Situation } from './situation.ts';

/** A client reports every minute or so; one that was last heard before this is not there. */
const freshMs = 60 * 60_000;

/** How old a heartbeat is, in milliseconds, at the time of the read; null where one of the times cannot be read. */
const heartbeatAge = ({ heartbeat }: MasterAssistantFact, at: string): number | null => {
  const age = Date.parse(at) - Date.parse(heartbeat);
  return Number.isNaN(age) ? null : age;
};

/** Does a master's client answer? null where the service does not say. */
export const answersNow = (assistant: MasterAssistantFact, at: string): boolean | null => {
  if (assistant.answers !== true) return assistant.answers;
  return (heartbeatAge(assistant, at) ?? 0) <= freshMs;
};

const nodeNameOf = ({ facts }: Situation, instance: string): string =>
  listOf(facts, 'masters.objects').find((object) => object.instance === instance)?.name ??
  listOf(facts, 'masters.nodes').find((node) => node.instance === instance)?.node ??
  '';

const bootOf = ({ facts }: Situation, node: string): string =>
  listOf(facts, 'masters.boots').find((boot) => boot.node === node)?.bootId ?? '';

const stepsOf = (situation: Situation, { id: instance }: MasterAssistantFact, number: number): readonly Draft[] => {
  const { facts } = situation;
  const node = nodeNameOf(situation, instance);
  // One master at a time, all others healthy: every Node object is as it was, ready ones ready.
  const expects = [...unchanged(facts), ...pick(facts, ['masters.objects'])];
  return [
    change({
      id: `assistant-${number}`,
      operation: 'ack.install-assistant/1',
      title: `Cloud Assistant on ${instance}`,
      args: { instance },
      expects,
    }),
    change({
      id: `reboot-${number}`,
      operation: 'ack.reboot-master/1',
      title: `REBOOT master ${instance}`,
      args: { instance, node, bootId: bootOf(situation, node) },
      expects,
    }),
  ];
};

/**
 * Cloud Assistant on the masters that do not answer, where the document lets masters reboot. A master of which the
 * service says nothing gets none: it is not known to be silent.
 */
export const assistantSteps = (situation: Situation): readonly Draft[] => {
  const { spec, facts, at } = situation;
  if (spec.masters.cloudAssistant !== 'install') return [];
  return (factOf(facts, 'masters.assistant') ?? []).flatMap((assistant, index) =>
    answersNow(assistant, at) === false ? stepsOf(situation, assistant, index + 1) : [],
  );
};
