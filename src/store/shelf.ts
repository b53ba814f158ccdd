import { trouble } from './trouble.ts';

/** What grows at its end, in the hands of the one who made it. */
export interface Growing {
  /**
   * Adds a text at the end. `durable`: returns when it and all before it would survive a power failure. Once it rejects, what
   * is at the end is not known, and nothing more may be added.
   */
  readonly append: (text: string, how: { readonly durable: boolean }) => Promise<void>;
  /** Returns when all that was added is durable. */
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Where a store keeps its files, in whole ones: all that the store's logic needs of a medium, a directory or a bucket. Every
 * method may reject with a trouble (see `trouble.ts`); then it is not known whether what was asked was done.
 */
export interface Shelf {
  /** The bytes of a file, as they were last acknowledged; null where there is none. */
  readonly read: (path: string) => Promise<Uint8Array | null>;
  readonly exists: (path: string) => Promise<boolean>;
  /**
   * The sorted names in a folder, of files and folders, that begin with `beginning`; none where there is no folder. A list may
   * be older than what is there: nothing that is decided may rest on what it lacks.
   */
  readonly names: (folder: string, beginning?: string) => Promise<readonly string[]>;
  /**
   * Exclusive create, durable: of many at once exactly one gets true. Who sees the name sees the whole text, but on file
   * systems without links, where it may still be on its way.
   */
  readonly keepWhole: (path: string, text: string) => Promise<boolean>;
  /** Puts a new text in place of a file's old one; readers see one or the other. */
  readonly replaceWhole: (path: string, text: string) => Promise<void>;
  /** Exclusive create, as `keepWhole`, of a file that grows. */
  readonly begin: (path: string, text: string) => Promise<Growing | 'taken'>;
  /** Gives a whole file its second name, durable. It may keep the first one too; `to` may be there already with this text. */
  readonly publish: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** Makes a folder and those above it; nothing to do where there are none. */
  readonly makeFolder: (path: string) => Promise<void>;
  /** Returns when the names in a folder are durable. */
  readonly syncFolder: (path: string) => Promise<void>;
  /** Returns when what others wrote to a file is durable too. */
  readonly syncFile: (path: string) => Promise<void>;
}

/** The bytes of a file that must be there. */
export const readThere = async (shelf: Shelf, path: string): Promise<Uint8Array> => {
  const bytes = await shelf.read(path);
  if (bytes === null) throw trouble({ code: 'STO005', says: 'it is not there' });
  return bytes;
};
