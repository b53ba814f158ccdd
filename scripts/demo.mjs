// npm run demo [-- --executor pulumi|direct]: installs and builds where that is needed, then `onward demo`.
// `--executor pulumi` waits for Pulumi's engine: it is built first where it is not there yet.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, root } from './ensure.mjs';

const args = process.argv.slice(2);
const wish = /--executor[= ](\w+)/.exec(args.join(' '))?.[1] ?? process.env.ONWARD_EXECUTOR;

const script = (name) =>
  spawnSync(process.execPath, [join(root, 'scripts', name)], { stdio: ['ignore', 2, 2] }).status ?? 1;

/** The demo ends itself on Ctrl-C, and cleans up; this process waits for it. */
const demo = () =>
  new Promise((resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    const child = spawn(process.execPath, [join(root, 'dist', 'onward.js'), 'demo', ...args], { stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });

ensureInstalled();
const made = script('build.mjs') || (wish === 'pulumi' ? script('engine.mjs') : 0);
process.exitCode = made || (await demo());
