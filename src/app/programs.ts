/** The programs of this machine that a use case may ask: git for what is on a branch, ssh-keygen for signatures. */
export type Program = 'git' | 'ssh-keygen';

/** How a program answered. `absent`: there is none on the PATH; `too-large`: it said more than anybody reads. */
export type Ran =
  | { readonly is: 'ended'; readonly exit: number; readonly stdout: Uint8Array; readonly stderr: string }
  | { readonly is: 'absent' }
  | { readonly is: 'too-large' }
  | { readonly is: 'unstarted'; readonly why: string };

export interface Asking {
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly stdin?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Other programs, never by a shell: each argument arrives as it is. */
export interface Programs {
  readonly run: (program: Program, asking: Asking) => Promise<Ran>;
  /** Keeps texts in a folder of this user's alone while something is done with their paths; nothing of it stays. */
  readonly withFiles: <T>(
    files: Readonly<Record<string, string | Uint8Array>>,
    act: (pathOf: (name: string) => string) => Promise<T>,
  ) => Promise<T>;
}

export const textIn = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** What went wrong, in one line of the program's own words. */
export const whyOf = (ran: Exclude<Ran, { is: 'absent' }>): string => {
  if (ran.is === 'too-large') return 'it said too much';
  if (ran.is === 'unstarted') return ran.why;
  return ran.stderr.trim().split('\n').at(-1)?.slice(0, 300) ?? `it ended with ${ran.exit}`;
};
