import type { Place } from '../core/diagnostic.ts';
import { parentOf } from '../core/pointer.ts';

/** Where a value lies, and the key it stands under; items of a list and the document itself have none. */
export interface Written {
  readonly key?: Place;
  readonly value: Place;
  /** A value that holds others is looked for at its key, a single one where it stands. */
  readonly single: boolean;
}

/** What is written in one document, by JSON pointer. */
export type Places = ReadonlyMap<string, Written>;

/** The place of a key; of the item or document where there is no key. */
export const keyPlace = ({ key, value }: Written): Place => key ?? value;

/** Where a person looks for it: at the value when that is a single one, at its key otherwise. */
export const lookPlace = (written: Written): Place => (written.single ? written.value : keyPlace(written));

/** The pointer itself where it is written, else the nearest one around it that is. The root is always written. */
export const nearestWritten = (isWritten: (pointer: string) => boolean, pointer: string): string =>
  pointer === '' || isWritten(pointer) ? pointer : nearestWritten(isWritten, parentOf(pointer));
