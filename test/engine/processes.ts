import { execFileSync } from 'node:child_process';

/** A running process, as `ps` sees it. */
export interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process below `pid`, parents before children. */
const below = (pid: number): readonly Running[] => {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((found) => (found ? [{ pid: Number(found[1]), parent: Number(found[2]), command: found[3] ?? '' }] : []));
  const children = (parent: number): readonly Running[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...children(one.pid)]);
  return children(pid);
};

/** Whether a process still runs; a zombie that nobody has fetched yet does not. */
export const isRunning = (pid: number): boolean => {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
    return !state.startsWith('Z');
  } catch {
    return false;
  }
};

/** Waits until `holds` does, or fails after `patienceMs`. */
export const eventually = async (holds: () => boolean, what: string, patienceMs = 20_000): Promise<void> => {
  for (let waited = 0; !holds(); waited += 50) {
    if (waited > patienceMs) throw new Error(`waited ${patienceMs} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** The three processes of a leg below the one that drives it. */
export const legProcesses = (driver: number): { readonly [name in 'leash' | 'engine' | 'provider']?: Running } => {
  const found = below(driver);
  const leash = found.find(({ command }) => command.includes('leash.cjs') && command.includes(' up '));
  const engine = found.find(({ parent }) => parent === leash?.pid);
  const provider = found.find(({ parent }) => parent === engine?.pid);
  return { ...(leash && { leash }), ...(engine && { engine }), ...(provider && { provider }) };
};
