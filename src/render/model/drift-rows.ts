import { canonical } from '../../core/canonical.ts';
import { commandOf } from '../../core/command-line.ts';
import type { Json } from '../../core/fact.ts';
import type { DriftRow } from './drift-model.ts';

/** What a row is about: a target, and the file that its document is in. */
export interface About {
  readonly address: string;
  readonly file: string;
}

export const goneRow = ({ address, file }: About): DriftRow => ({
  class: 'alarm',
  address,
  topic: 'target',
  says: 'the target is gone: the cloud says that there is none',
  next: commandOf('plan', [file]),
});

const words = (value: Json): string =>
  Array.isArray(value)
    ? (value as readonly Json[]).map(words).join(', ')
    : typeof value === 'string'
      ? value
      : canonical(value);

/** What cannot wait, by the check that knows of it, and how it is. */
export const alarmRow = (
  address: string,
  { code, says, is }: { readonly code: string; readonly says: string; readonly is: Json },
): DriftRow => ({
  class: 'alarm',
  address,
  topic: code,
  says: `${code} ${says}: ${words(is)}`,
  next: commandOf('explain', [code]),
});

export const withheldRow = ({ address, file }: About): DriftRow => ({
  class: 'unread',
  address,
  topic: 'account',
  says: 'the credentials belong to another account; nothing was read',
  next: commandOf('doctor', [file]),
});

export const unreadRow = (
  { address, file }: About,
  { call, why }: { readonly call: string; readonly why: string },
): DriftRow => ({
  class: 'unread',
  address,
  topic: `call ${call}`,
  says: `${call}: ${why}`,
  next: commandOf('doctor', [file]),
});

/** A run of which nobody can tell what it did. */
export const damagedRow = (address: string, alias: string): DriftRow => ({
  class: 'unread',
  address,
  topic: `run ${alias}`,
  says: `run ${alias} cannot be read, so what it did and left behind is not known`,
  run: alias,
  next: commandOf('status', [alias]),
});

interface Moving {
  readonly alias: string;
  readonly since: string | null;
  /** Where this target waits, as the plan calls it, and until when. */
  readonly gates: readonly string[];
  /** The run came to one of them, and left. */
  readonly isParked: boolean;
  /** The target's own steps are done, and the run goes on with others. */
  readonly isDone: boolean;
}

const standing = ({ gates, isParked, isDone }: Moving): string => {
  const done = isDone ? 'done here, ' : '';
  return `${done}${gates.length === 0 ? 'open' : `${isParked ? 'parked at' : 'before'} ${gates.join(', ')}, open`}`;
};

/** A run that has not ended. */
export const movingRow = (address: string, moving: Moving): DriftRow => {
  const { alias, since, isParked } = moving;
  return {
    class: 'in-flight',
    address,
    topic: `run ${alias}`,
    says: `run ${alias} is ${standing(moving)}`,
    ...(since === null ? {} : { since }),
    run: alias,
    next: isParked ? commandOf('resume', [alias]) : commandOf('status', [alias]),
  };
};

/** A run that waits at a gate for longer than was declared. */
export const lateRow = (
  address: string,
  {
    alias,
    title,
    since,
    deadline,
  }: { readonly alias: string; readonly title: string; readonly since: string; readonly deadline: string },
): DriftRow => ({
  class: 'alarm',
  address,
  topic: `run ${alias} at ${title}`,
  says: `LATE: run ${alias} waits at ${title} for longer than ${deadline}`,
  since,
  run: alias,
  next: commandOf('status', [alias]),
});
