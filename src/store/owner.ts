import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import process from 'node:process';
import type { Owner } from '../core/journal.ts';
import { errnoOf } from './file-port.ts';

/** elsewhere: another machine, another boot, or a container whose processes cannot be seen from here. */
export type Standing = 'alive' | 'gone' | 'elsewhere';

const readOr = (read: () => string, otherwise: string): string => {
  try {
    return read().trim();
  } catch (problem) {
    if (errnoOf(problem) === undefined) throw problem;
    return otherwise;
  }
};

/**
 * Field 3 (state) and field 22 (start, in kernel ticks since boot) of /proc/<pid>/stat; field 2 is in parentheses and
 * may hold anything (proc(5)). Empty where there is no /proc.
 */
const statOf = (pid: number): { readonly state: string; readonly start: string } => {
  const text = readOr(() => readFileSync(`/proc/${pid}/stat`, 'utf8'), '');
  const fields = text
    .slice(text.lastIndexOf(')') + 1)
    .trim()
    .split(' ');
  return { state: fields[0] ?? '', start: fields[19] ?? '' };
};

/**
 * Two containers may share host name and boot while neither sees the other's processes; a pid says something only
 * within one pid namespace, so the namespace is part of the boot.
 */
const bootOf = (): string => {
  const boot = readOr(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'), '');
  const namespace = readOr(() => readlinkSync('/proc/self/ns/pid'), '');
  return `${boot} ${namespace}`.trim();
};

/** This process as the owner of locks. */
export const ownerOfThisProcess = (): Owner => ({
  host: hostname(),
  boot: bootOf(),
  pid: process.pid,
  start: statOf(process.pid).start,
});

/** EPERM: there is such a process and it is another user's. */
const answers = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return errnoOf(problem) === 'EPERM';
  }
};

/** Whether the process of `owner` still runs, as far as `self` can tell. A process that only waits to be reaped is gone. */
export const standingOf = (owner: Owner, self: Owner): Standing => {
  // Without a known boot two machines of one name look alike, and a pid says nothing.
  if (owner.host !== self.host || owner.boot !== self.boot || owner.boot === '') return 'elsewhere';
  if (!Number.isSafeInteger(owner.pid) || owner.pid <= 0 || !answers(owner.pid)) return 'gone';
  const { state, start } = statOf(owner.pid);
  if (state === 'Z' || state === 'X') return 'gone';
  const reused = start !== '' && owner.start !== '' && start !== owner.start;
  return reused ? 'gone' : 'alive';
};
