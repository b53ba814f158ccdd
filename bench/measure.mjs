// One whole process, from before it is started until it is gone and its output was read.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const peak = join(import.meta.dirname, 'peak.cjs');

const start = (args, { cwd, env }, more) =>
  spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe', ...more] });

const ended = (child, expected) =>
  new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk) => (said = (said + chunk).slice(-2000));
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === expected) resolve();
      else reject(new Error(`${child.spawnargs.join(' ')} ended with ${signal ?? code}, not ${expected}:\n${said}`));
    });
  });

/** Milliseconds of wall time. What ends with another code than `exit` is not measured: it throws. */
export const wall = async ({ args, exit = 0, ...where }) => {
  const from = performance.now();
  await ended(start(args, where, []), exit);
  return performance.now() - from;
};

/** The most memory that the process itself ever held, in MB (10^6 bytes); children of it are not counted. */
export const memory = async ({ args, exit = 0, ...where }) => {
  const child = start(['--require', peak, ...args], where, ['pipe']);
  let told = '';
  child.stdio[3].on('data', (chunk) => (told += chunk));
  await ended(child, exit);
  return (Number(told) * 1024) / 1e6;
};
