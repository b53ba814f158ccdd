/** Why there are no bytes, as far as a person can do something about it. `why` holds the operating system's word. */
export type Unread =
  | { readonly is: 'absent' }
  | { readonly is: 'forbidden' }
  /** A device, a socket, a pipe. */
  | { readonly is: 'special' }
  | { readonly is: 'too-large' }
  | { readonly is: 'unreadable'; readonly why: string };

/** `real` is the path without links, by which one file that is reached twice is known. */
export type Read =
  { readonly is: 'file'; readonly bytes: Uint8Array; readonly real: string } | { readonly is: 'directory' } | Unread;

export interface Entry {
  readonly name: string;
  /** What the entry is when links are followed; a link to nothing is `other`. */
  readonly is: 'file' | 'directory' | 'other';
}

export type Listing =
  | { readonly is: 'directory'; readonly real: string; readonly entries: readonly Entry[] }
  | Exclude<Unread, { is: 'too-large' }>;

/** The file system, as far as documents need it. Nothing here rejects or waits for a writer that never comes. */
export interface Files {
  /** The bytes of a file of at most 1 MiB. */
  readonly readFile: (path: string) => Promise<Read>;
  readonly list: (path: string) => Promise<Listing>;
  /** Standard input to its end, at most 1 MiB. */
  readonly readStdin: () => Promise<Read>;
}
