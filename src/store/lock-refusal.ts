import type { Code } from '../core/codes.ts';
import { codes } from '../core/codes.ts';
import { error, type Diagnostic } from '../core/diagnostic.ts';
import type { LockFile } from './lock-file.ts';
import type { LockState } from './store.ts';

const holding = (key: string, { owner, run, since }: LockState): string =>
  `${key} is held by run ${run}, process ${owner.pid} on ${owner.host}, since ${since}`;

const refusal = (code: Code, lock: LockFile, parts: { summary: string; remedy?: string }): Diagnostic =>
  error(code, {
    summary: parts.summary,
    detail: `${codes[code].means} Nothing was sent to the target.`,
    at: { file: lock.path },
    remedy: parts.remedy ?? codes[code].remedy,
  });

/** The holder's process is alive on this machine. */
export const heldHere = (key: string, lock: LockFile, state: LockState): Diagnostic =>
  refusal('STO020', lock, { summary: `${holding(key, state)}; it is alive` });

/** The heartbeat moved while it was watched. */
export const heldElsewhere = (key: string, lock: LockFile): Diagnostic =>
  refusal('STO021', lock, {
    summary: lock.state
      ? `${holding(key, lock.state)}; its heartbeat moves`
      : `The lock of ${key} moves, and cannot be read`,
  });

/** The heartbeat stood still; a person must say that the holder is dead. */
export const heldInSilence = (key: string, lock: LockFile): Diagnostic => {
  if (lock.state === null) return refusal('STO024', lock, { summary: `The lock of ${key} cannot be read` });
  return refusal('STO022', lock, {
    summary: `${holding(key, lock.state)}; no heartbeat for 45 s`,
    remedy: `Make sure that it no longer runs, then run \`onward resume ${lock.state.run} --take-over\`.`,
  });
};

/** A lock that was ours is another's now, or gone. */
export const lockLost = (key: string, path: string, holder: LockState | null): Diagnostic =>
  error('STO023', {
    summary: holder ? `Lost: ${holding(key, holder)}` : `The lock of ${key} is gone`,
    detail: codes.STO023.means,
    at: { file: path },
    remedy: codes.STO023.remedy,
  });
