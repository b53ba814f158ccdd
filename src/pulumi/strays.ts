/** What a process falls back on for errors that nobody awaits. */
const lastResorts = ['uncaughtException', 'unhandledRejection'] as const;

type Listener = (stray: unknown) => void;

/** Listeners of other legs, which are not ours to take away. */
const ours = new WeakSet<object>();

/** The library's own calls to an engine that is gone: how it ended is known already. */
const isGrpc = (stray: unknown): boolean =>
  typeof stray === 'object' &&
  stray !== null &&
  'details' in stray &&
  'code' in stray &&
  typeof stray.code === 'number';

/**
 * While Pulumi's library runs a program it takes the process's last resort for stray errors, prints them and goes on; when
 * the engine is killed it never gives the last resort back. A bug of ours would then end in exit code 0, in this leg and
 * after it. So strays go to `bugs` as well, and the returned function puts back what was.
 */
export const catchStrays = (bugs: unknown[]): (() => void) => {
  const before = new Set<unknown>(lastResorts.flatMap((event) => process.rawListeners(event)));
  const listener: Listener = (stray) => {
    if (!isGrpc(stray)) bugs.push(stray);
  };
  ours.add(listener);
  for (const event of lastResorts) process.on(event, listener);
  return () => {
    for (const event of lastResorts) restore(event, listener, before);
  };
};

const restore = (event: (typeof lastResorts)[number], listener: Listener, before: ReadonlySet<unknown>): void => {
  process.off(event, listener);
  const left = process.rawListeners(event).filter((one) => !before.has(one) && !ours.has(one));
  for (const one of left) process.off(event, one as Listener);
};
