import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { listOf } from '../dedicated-facts.ts';
import { anyMigration } from './columns.ts';
import { few, inLine, list, nameIn, plural, say } from './fact-values.ts';

/** The fewest free addresses that the vendor's check wants (list of cluster check items). */
const addressesNeeded = 2;

const faultsOf = (subject: CheckSubject): readonly string[] => [
  ...list(subject, 'nodes.notReady').map((node) => `${say(node, 'name')} not ready: ${say(node, 'why')}`),
  ...list(subject, 'nodes.unschedulable').map((name) => `${nameIn(name)} not schedulable`),
  ...list(subject, 'nodes.fewSlots').map(
    (node) => `${say(node, 'name')} has ${say(node, 'free')} free pod slots; 3 are needed`,
  ),
  ...listOf(subject.observed.facts, 'vswitches')
    .filter(({ free }) => free < addressesNeeded)
    .map(({ id, zone, free }) => inLine(`vSwitch ${id} (${zone}) has ${free} free addresses; 2 are needed`)),
];

const hasRoom = (subject: CheckSubject): Judgement => {
  const wrong = faultsOf(subject);
  const nodes = plural(Number(subject.observed.facts['nodes.count']), 'node');
  const vswitches = plural(listOf(subject.observed.facts, 'vswitches').length, 'vSwitch', 'vSwitches');
  if (wrong.length === 0)
    return {
      verdict: 'pass',
      summary: `${nodes} ready, schedulable, with more than 2 free pod slots; ${vswitches} with 2 or more free addresses`,
    };
  return {
    verdict: 'fail',
    summary: `${plural(wrong.length, 'fault')} on ${nodes} and ${vswitches}; 0 allowed: ${few(wrong, 1)}`,
    ...(wrong.length === 1 ? {} : { detail: wrong.join('\n') }),
    remedy:
      'make the nodes ready and schedulable, make room for 3 pods and 2 addresses each, or waive ACK109 with a reason and an expiry',
    at: '/spec/clusterId',
  };
};

/** ACK109: room for what the migration starts, on the nodes and in their subnets. */
export const roomChecks: readonly Check[] = [
  {
    code: 'ACK109',
    explains:
      "The vendor's pre-check puts a pod on each node and the migration starts managed components: each node has to be ready, schedulable and have 3 free pod slots, each vSwitch 2 free addresses. Where there is less, they may not start.",
    remedy:
      'Make the nodes ready and schedulable, move some pods away or add a node, choose a vSwitch with free addresses; then plan again.',
    demands: 'nodes ready, schedulable, more than 2 free pod slots; vSwitches with 2 free addresses',
    stage: 'journey',
    waivable: true,
    facts: ['nodes.count', 'nodes.notReady', 'nodes.unschedulable', 'nodes.fewSlots', 'vswitches'],
    applies: anyMigration,
    judge: hasRoom,
  },
];
