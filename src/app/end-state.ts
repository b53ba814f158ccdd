import { canonical } from '../core/canonical.ts';
import { diff } from '../core/diff.ts';
import { error, type Diagnostic } from '../core/diagnostic.ts';
import type { Plan, PlanTarget } from '../core/plan.ts';
import type { RunPorts } from '../run/ports.ts';

/** The cloud may show an end state late: it is looked at this often, this far apart. */
const looks = 6;
const apartMs = 10_000;

/** What of a target's state facts is not as the document asks for, in words; null while it cannot be read. */
const differences = async (target: PlanTarget, ports: RunPorts): Promise<readonly string[] | null> => {
  const { kind, desired, driver } = ports.subjectOf(target.address);
  const observed = (await driver.observe([desired], { journey: false })).get(target.address);
  if (observed?.state !== 'present') return null;
  const facts = { desired: target.wanted, observed: observed.facts };
  return diff(target.address, facts, kind.facts).map(
    ({ fact, before, after }) => `${fact} is ${canonical(before)}; ${canonical(after)} is asked for`,
  );
};

const notProven = (target: PlanTarget, found: readonly string[] | null): Diagnostic =>
  error('RUN009', {
    summary:
      found === null
        ? 'the end state could not be read'
        : `the end state is not what was asked for: ${found.join('; ')}`,
    address: target.address,
    remedy: 'onward drift shows what differs; plan again',
  });

const prove = async (target: PlanTarget, ports: RunPorts): Promise<readonly Diagnostic[]> => {
  for (let look = 1; ; look += 1) {
    const found = await differences(target, ports);
    if (found?.length === 0) return [];
    if (look === looks || ports.cancelled()) return [notProven(target, found)];
    await ports.time.wait(apartMs);
  }
};

/** Reads every target once more after all steps were done: only what is seen counts as the end state. */
export const proveEndState = async (plan: Plan, ports: RunPorts): Promise<readonly Diagnostic[]> =>
  (await Promise.all(plan.targets.map((target) => prove(target, ports)))).flat();
