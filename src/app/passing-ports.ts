import { succeed } from '../core/diagnostic.ts';
import type { JournalLine } from '../core/journal.ts';
import { paced, paceOf } from '../core/pace.ts';
import type { RunPorts, RunSubject } from '../run/ports.ts';
import type { Host } from './host.ts';

export interface Watching {
  readonly host: Host;
  readonly cancelled: () => boolean;
  readonly onLine: (line: JournalLine) => void;
}

/** What driving one step needs that belongs to no run: its lines live as long as it does, after those it begins with. */
export const passingPorts = (
  subject: RunSubject,
  { host, cancelled, onLine }: Watching,
  begin: readonly JournalLine[] = [],
): RunPorts => {
  const lines: JournalLine[] = [...begin];
  const pace = paceOf(host.env, subject.driver.loopback);
  return {
    journal: {
      lines: () => lines,
      append: (record) => {
        const at = new Date(subject.driver.clock.now() ?? host.wall()).toISOString();
        const line: JournalLine = { ...record, seq: lines.length + 1, at, prev: '' };
        lines.push(line);
        onLine(line);
        return Promise.resolve(succeed(line));
      },
    },
    time: { wait: (ms) => host.sleep(paced(ms, pace)), monotonic: host.monotonic },
    stillOurs: () => Promise.resolve(succeed(null)),
    isGone: () => false,
    cancelled,
    nonce: host.randomUuid,
    subjectOf: () => subject,
    approval: () => Promise.resolve(null),
  };
};
