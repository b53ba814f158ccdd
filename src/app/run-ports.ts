import { fail, succeed } from '../core/diagnostic.ts';
import type { JournalLine } from '../core/journal.ts';
import { paced, paceOf } from '../core/pace.ts';
import type { Plan } from '../core/plan.ts';
import type { RunPorts } from '../run/ports.ts';
import { withId } from '../core/by.ts';
import { isGate, isSentOnce } from '../core/step.ts';
import { approvals, type RunOptions } from './run-options.ts';
import type { HeldRun } from './held-run.ts';

const isOneWay = ({ steps }: Plan, line: JournalLine): boolean => {
  const step = 'step' in line ? withId(steps, line.step) : undefined;
  return step !== undefined && !isGate(step) && isSentOnce(step);
};

const journalPort = (run: HeldRun, options: RunOptions): RunPorts['journal'] => {
  const lines: JournalLine[] = [...run.earlier];
  if (!lines.some(({ seq }) => seq === run.journal.first.seq)) lines.push(run.journal.first);
  return {
    lines: () => lines,
    append: async (record, how) => {
      const written = await run.journal.append(record, how);
      if (written.ok) {
        lines.push(written.value);
        options.onLine(written.value, isOneWay(run.plan, written.value));
      }
      return written;
    },
  };
};

/** The lock of one target; all of them where it is not known which is meant, so that nothing is sent unasked. */
const locksBy = ({ plan, locks }: HeldRun): ((address: string | undefined) => HeldRun['locks']) => {
  const byKey = new Map(locks.map((lock) => [lock.key, lock]));
  const byAddress = new Map<string | undefined, HeldRun['locks'][number] | undefined>(
    plan.targets.map(({ address, key }) => [address, byKey.get(key ?? '')]),
  );
  return (address) => {
    const own = byAddress.get(address);
    return own === undefined ? locks : [own];
  };
};

/** What driving a held run needs from outside. */
export const portsOf = (run: HeldRun, options: RunOptions): RunPorts => {
  const { host, quorum } = options;
  const pace = paceOf(
    host.env,
    [...run.subjects.values()].every(
      ({ driver, kind, desired }) => driver.loopback && (kind.asksOnlyLoopback?.(desired) ?? true),
    ),
  );
  const locksOf = locksBy(run);
  return {
    journal: journalPort(run, options),
    time: { wait: (ms) => host.sleep(paced(ms, pace)), monotonic: host.monotonic },
    stillOurs: async (address) => {
      const looks = await Promise.all(locksOf(address).map((lock) => lock.stillOurs()));
      const lost = looks.filter(({ ok }) => !ok).flatMap(({ diagnostics }) => diagnostics);
      return lost.length === 0 ? succeed(null) : fail(...lost);
    },
    isGone: (address) => run.gone.has(address),
    cancelled: options.cancelled,
    nonce: host.randomUuid,
    subjectOf: (address) => {
      const subject = run.subjects.get(address);
      if (subject === undefined) throw new Error(`no subject ${address}`);
      return subject;
    },
    ...(quorum === undefined
      ? {}
      : { quorum: (gate) => quorum(gate, run.subjects.get(gate.address)?.driver.clock.now() ?? null) }),
    approval: approvals(options, (gate) => gate.address.slice(gate.address.indexOf('/') + 1)),
  };
};
