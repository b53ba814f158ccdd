import type { StepDraft } from '../../../../../src/core/kind.ts';
import { listOf } from '../../dedicated-facts.ts';
import type { MasterObjectFact } from '../../fact-shapes.ts';
import { arrived } from '../expectations.ts';
import { change, inLine, type Situation } from './situation.ts';

/**
 * Node objects that are masters by the inventory: known by the instance in their provider id, never by name alone. One
 * without such an id is left to a person.
 */
export const removable = ({ facts }: Situation): readonly MasterObjectFact[] => {
  const masters = new Set(listOf(facts, 'masters.instances').map(({ id }) => id));
  return listOf(facts, 'masters.objects').filter(({ instance }) => masters.has(instance));
};

/** Instances that a release by mistake would reach; ECS protects only those billed as they go. */
const unprotected = ({ facts }: Situation): readonly string[] =>
  listOf(facts, 'masters.instances')
    .filter(({ deletionProtection, chargeType }) => !deletionProtection && chargeType !== 'PrePaid')
    .map(({ id }) => id);

/** The dead Node objects of the masters, once their instances are protected. The instances stay. */
export const nodeSteps = (situation: Situation): readonly StepDraft[] => {
  const { spec, facts } = situation;
  const objects = removable(situation);
  if (spec.masters.afterMigration !== 'remove' || objects.length === 0) return [];
  const protections = unprotected(situation).map((instance, at) =>
    change({
      id: `protect-${at + 1}`,
      operation: 'ack.protect-instance/1',
      title: `deletion protection on ${instance}`,
      args: { instance },
      expects: arrived(facts),
    }),
  );
  const removals = objects.map(({ name, uid, instance }, at) =>
    change({
      id: `remove-node-${at + 1}`,
      operation: 'ack.remove-node/1',
      title: `remove Node ${name} (${instance} stays)`,
      args: { node: name, uid, instance },
      expects: arrived(facts),
    }),
  );
  return inLine([...protections, ...removals], ['prove']);
};
