// Commands that take minutes: run quietly, never silently, and not left behind.
import { spawn } from 'node:child_process';

const heartbeatMs = 30_000;

export const say = (line) => console.log(line);

/** How long it has been since, as `3m07s`. */
export const clock = (since) => {
  const seconds = Math.round((Date.now() - since) / 1000);
  return `${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(2, '0')}s`;
};

/** A line each 30 s that says how long `label` has taken so far; the function that is returned ends it. */
export const beat = (label, more = () => '') => {
  const since = Date.now();
  const timer = setInterval(() => say(`        still ${label}: ${clock(since)}${more()}`), heartbeatMs);
  return () => clearInterval(timer);
};

/** What is running now, so that ending a script ends it too. */
let running;
export const endRunning = (signal) => running?.kill(signal);

/** Runs a command; resolves to how long it took, rejects with its last words. `name` says whose words these are. */
export function run(command, args, { name, label, ...options }) {
  return new Promise((resolve, reject) => {
    const since = Date.now();
    let lines = 0;
    let tail = '';
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    running = child;
    const listen = (chunk) => {
      lines += chunk.toString().split('\n').length - 1;
      tail = (tail + chunk.toString()).slice(-4000);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    const endBeat = beat(label, () => `, ${lines} lines of its log`);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      endBeat();
      if (code === 0) resolve(clock(since));
      else reject(new Error(`${name}: ${label} failed (${signal ?? `exit code ${code}`}). Its last words:\n${tail}`));
    });
  });
}
