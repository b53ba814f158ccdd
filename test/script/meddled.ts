import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Environment, Started } from './cli.ts';
import { eventually } from './eventually.ts';
import type { Scene } from './scene.ts';

/** What is done to one runner (`meddle.cjs`). */
export interface Meddling {
  /** The name of the machine that it seems to run on: to all others its process cannot be seen. */
  readonly host?: string;
  /** By how much its wall clock is wrong, in milliseconds. */
  readonly clockMs?: number;
  /** The 45 s for which it watches a heartbeat pass at once. */
  readonly watch?: 'at-once';
  /** Frozen once the intent of this step is on disk, before the look at the lock. */
  readonly freezeAfter?: string;
  /** Frozen in the middle of that look: it has read the lock, and does not know it yet. */
  readonly freezeInLook?: string;
  /** Frozen after the look at the lock, before it sends the first request whose path ends so. */
  readonly freezeAt?: string;
}

const variables: Readonly<Record<keyof Meddling, string>> = {
  host: 'MEDDLE_HOST',
  clockMs: 'MEDDLE_CLOCK_MS',
  watch: 'MEDDLE_WATCH',
  freezeAfter: 'MEDDLE_FREEZE_AFTER',
  freezeInLook: 'MEDDLE_FREEZE_IN_LOOK',
  freezeAt: 'MEDDLE_FREEZE_AT',
};

/** The environment of a runner of this scene that is meddled with. */
export const meddled = ({ env }: Scene, meddling: Meddling): Environment => ({
  ...env,
  NODE_OPTIONS: `--require ${join(import.meta.dirname, 'meddle.cjs')}`,
  ...Object.fromEntries(
    Object.entries(meddling).map(([what, how]) => [variables[what as keyof Meddling], String(how)]),
  ),
});

const isFrozen = ({ pid }: Started): boolean =>
  execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('T');

/** Waits until a runner has stopped itself where it was told to. */
export const frozen = (one: Started): Promise<boolean> =>
  eventually(() => {
    if (!one.isRunning()) throw new Error(`it ended instead of being frozen:\n${one.stderr()}`);
    return isFrozen(one);
  }, 'the runner is frozen');

/** The command that a last line names, as arguments of `onward`; what stands behind it in parentheses is for people. */
export const nextCommand = (last: string): readonly string[] => {
  const said = /next: onward (.*?)(?: {3}\(.*)?$/.exec(last)?.[1];
  if (said === undefined) throw new Error(`no next command in: ${last}`);
  return said.split(' ');
};
