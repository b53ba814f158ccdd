import { canonical } from '../../core/canonical.ts';
import type { Json } from '../../core/fact.ts';
import type { DriftRow } from './drift-model.ts';

/** How the newest run of a target ended, as far as drift needs it; null where there was none. */
export type Past = { readonly is: 'applied' | 'failed' | 'undone' | 'ended'; readonly run: string } | null;

export const goneRow = (address: string): DriftRow => ({
  class: 'alarm',
  address,
  says: 'the target is gone: the cloud says that there is none',
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
): DriftRow => ({ class: 'alarm', address, says: `${code} ${says}: ${words(is)}`, next: `onward explain ${code}` });

export const withheldRow = (address: string): DriftRow => ({
  class: 'unread',
  address,
  says: 'the credentials belong to another account; nothing was read',
});

export const unreadRow = (
  address: string,
  { call, why }: { readonly call: string; readonly why: string },
): DriftRow => ({
  class: 'unread',
  address,
  says: `${call}: ${why}`,
});

/** A run of which nobody can tell what it did. */
export const damagedRow = (address: string, alias: string): DriftRow => ({
  class: 'unread',
  address,
  says: `run ${alias} cannot be read, so what it did and left behind is not known`,
  run: alias,
  next: `onward status ${alias}`,
});

/** A run that has not ended. `gates`: where this target waits, as the plan calls them. */
export const movingRow = (
  address: string,
  { alias, since, gates }: { readonly alias: string; readonly since: string | null; readonly gates: readonly string[] },
): DriftRow => ({
  class: 'in-flight',
  address,
  says: `run ${alias} is ${gates.length === 0 ? 'open' : `parked at ${gates.join(', ')}, open`}`,
  ...(since === null ? {} : { since }),
  run: alias,
  next: gates.length === 0 ? `onward status ${alias}` : `onward resume ${alias}`,
});

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
  says: `LATE: run ${alias} waits at ${title} for longer than ${deadline}`,
  since,
  run: alias,
  next: `onward status ${alias}`,
});

const pastWords = (past: Exclude<Past, null>): string =>
  ({
    applied: `(applied by run ${past.run})`,
    failed: `(run ${past.run} tried and failed)`,
    undone: `(run ${past.run} was taken back)`,
    ended: `(run ${past.run} ended before it was done)`,
  })[past.is];

/** What was applied has changed; what never was, is only asked for. Values are words. */
export const differenceRow = (
  {
    address,
    fact,
    asked,
    is,
  }: { readonly address: string; readonly fact: string; readonly asked: string; readonly is: string },
  past: Past,
): DriftRow =>
  past?.is === 'applied'
    ? { class: 'regression', address, says: pastWords(past), fact, before: asked, after: is }
    : {
        class: 'outside',
        address,
        says: past === null ? '(never applied from this store)' : pastWords(past),
        fact,
        asked,
        is,
      };
