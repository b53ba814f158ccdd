import type { Observed } from '../core/observed.ts';
import type { StepOutcome } from './executor.ts';
import type { GateRun } from './gate-run.ts';
import { stopped, storeBroke } from './outcome.ts';

/** The code under which the inventory stands in the journal. */
export const inventoryCode = 'inventory';

/** The facts that the gate before a target's point of no return writes down; none at any other gate. */
export const inventoryOf = ({ gate, plan, ports }: Pick<GateRun, 'gate' | 'plan' | 'ports'>): readonly string[] => {
  const isCommit = gate.covers.some((id) => plan.targets.some(({ pointOfNoReturn }) => pointOfNoReturn === id));
  return isCommit ? (ports.subjectOf(gate.address).kind.inventory ?? []) : [];
};

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
