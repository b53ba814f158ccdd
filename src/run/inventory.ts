import { ofTarget } from '../core/by.ts';
import { isGate } from '../core/step.ts';
import type { Observed } from '../core/observed.ts';
import type { StepOutcome } from './executor.ts';
import type { GateRun } from './gate-run.ts';
import { stopped, storeBroke } from './outcome.ts';

/** The code under which the inventory stands in the journal. */
export const inventoryCode = 'inventory';

/** The gate to the target's point of no return; where it has none, its first gate, before anything is changed. */
const isInventoryGate = ({ gate, plan }: Pick<GateRun, 'gate' | 'plan'>): boolean => {
  const point = ofTarget(plan.targets, gate.address)[0]?.pointOfNoReturn ?? null;
  if (point !== null) return gate.covers.includes(point);
  return ofTarget(plan.steps, gate.address).find(isGate)?.id === gate.id;
};

/** The facts that are written down before what cannot be undone; none at any other gate. */
export const inventoryOf = (run: Pick<GateRun, 'gate' | 'plan' | 'ports'>): readonly string[] =>
  isInventoryGate(run) ? (run.ports.subjectOf(run.gate.address).kind.inventory ?? []) : [];

/** Writes down, before a gate to what is sent once opens, the facts that must be the same afterwards. */
export const takeInventory = async (run: GateRun): Promise<StepOutcome | null> => {
  const { gate, ports, seen } = run;
  const inventory = inventoryOf(run);
  if (inventory.length === 0) return null;
  const { driver, desired } = ports.subjectOf(gate.address);
  // Mostly the checks of the gate were read a moment ago, and everything with them.
  const lacks = (one: Observed | undefined): readonly string[] =>
    inventory.filter((fact) => one?.facts[fact] === undefined);
  const before = seen.get(gate.address);
  const observed =
    lacks(before).length === 0
      ? before
      : (await driver.observe([desired], { journey: true, facts: inventory })).get(desired.address);
  const missing = lacks(observed);
  if (observed === undefined || missing.length > 0)
    return stopped('unreadable', `the inventory lacks ${missing.join(', ')}; the gate stays shut`);
  const facts = Object.fromEntries(inventory.map((fact) => [fact, observed.facts[fact] ?? null]));
  const written = await ports.journal.append(
    { type: 'answered', step: gate.id, code: inventoryCode, verdict: 'taken', facts },
    { durable: true },
  );
  return written.ok ? null : storeBroke(written.diagnostics);
};
