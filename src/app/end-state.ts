import { canonical } from '../core/canonical.ts';
import { diff } from '../core/diff.ts';
import { error, type Diagnostic } from '../core/diagnostic.ts';
import type { PlanTarget } from '../core/plan.ts';
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

/** What the last look at the targets showed. `unread` is no end: nothing is concluded from it. */
export interface EndState {
  readonly is: 'proven' | 'differs' | 'unread';
  readonly findings: readonly Diagnostic[];
}

const unread = (target: PlanTarget): Diagnostic =>
  error('RUN008', {
    summary: 'every step was done, and the end state could not be read',
    detail: 'Nothing is concluded from that. A resume sends nothing; it looks again.',
    address: target.address,
    remedy: 'onward resume',
  });

const differs = (target: PlanTarget, found: readonly string[]): Diagnostic =>
  error('RUN009', {
    summary: `the end state is not what was asked for: ${found.join('; ')}`,
    address: target.address,
    remedy: 'onward drift shows what differs; plan again',
  });

const prove = async (target: PlanTarget, ports: RunPorts): Promise<EndState> => {
  for (let look = 1; ; look += 1) {
    const found = await differences(target, ports);
    if (found?.length === 0) return { is: 'proven', findings: [] };
    if (ports.cancelled() || (look === looks && found === null)) return { is: 'unread', findings: [unread(target)] };
    if (look === looks) return { is: 'differs', findings: [differs(target, found ?? [])] };
    await ports.time.wait(apartMs);
  }
};

/** Reads targets once more after all their steps were done: only what is seen counts as the end state. */
export const proveEndState = async (targets: readonly PlanTarget[], ports: RunPorts): Promise<EndState> => {
  const all = await Promise.all(targets.map((target) => prove(target, ports)));
  const is = (['unread', 'differs'] as const).find((word) => all.some((one) => one.is === word)) ?? 'proven';
  return { is, findings: all.flatMap(({ findings }) => findings) };
};
