import type { Identifiers } from '../../identifiers.ts';
import type { Identity } from './live-aoc.ts';

/** An id as Tower makes them: c and 24 letters or digits. */
export const cuid = (ids: Identifiers, what: string): string => `c${ids.letters(`aoc ${what}`, 24)}`;

export const uuid = (ids: Identifiers, what: string): string => ids.uuid(`aoc ${what}`).toLowerCase();

export const identify = (
  ids: Identifiers,
  what: string,
  told: { readonly id?: string | undefined; readonly localId?: string | undefined } = {},
): Identity => ({ id: told.id ?? cuid(ids, what), localId: told.localId ?? uuid(ids, `${what} local`) });

/** A MAC of the prefix that KVM machines have. */
export const mac = (ids: Identifiers, what: string): string =>
  `52:54:00:${(ids.hex(`aoc ${what} mac`, 6).match(/../g) ?? []).join(':')}`;
