import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import https from 'node:https';

/** A server that runs; `ended` resolves when it no longer does. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
}

/** Those that this process must not leave behind. The leash (their stdin) ends them too when this process is killed. */
const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** Starts the program; all it says goes into `log`. */
export const launch = (binary: string, args: readonly string[], log: string): Running => {
  const out = openSync(log, 'a', 0o600);
  const child = spawn(binary, args, { stdio: ['pipe', out, out] });
  closeSync(out);
  alive.add(child);
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      alive.delete(child);
      resolve();
    });
  });
  return { child, ended };
};

export const kill = async ({ child, ended }: Running): Promise<void> => {
  child.kill('SIGKILL');
  await ended;
};

/** The program ends with its stdin. */
export const letGo = async ({ child, ended }: Running): Promise<void> => {
  child.stdin?.end();
  await ended;
};

const answersReady = (url: string, ca: string): Promise<boolean> =>
  new Promise((resolve) => {
    const request = https.get(`${url}/readyz`, { ca, agent: false, timeout: 5000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => {
      resolve(false);
    });
  });

/** Waits until the server is ready, up to `patienceMs`. Throws with the last lines of its log when it ends or takes too long. */
export const untilReady = async (
  { child }: Running,
  at: { readonly url: string; readonly ca: string; readonly log: string },
  patienceMs = 60_000,
): Promise<void> => {
  const since = Date.now();
  while (!(await answersReady(at.url, at.ca))) {
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() - since > patienceMs) {
      const tail = readFileSync(at.log, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
      throw new Error(
        `the API server ${ended ? 'ended' : `is not ready after ${patienceMs} ms`}; its last words:\n${tail}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
