// Makes a fresh clone ready to run a developer's verb: the packages of package-lock.json are in node_modules.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

const lockfile = join(root, 'package-lock.json');
const modules = join(root, 'node_modules');
const marker = join(modules, '.onward-lock');

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * npm writes what it installed to node_modules/.package-lock.json. Where that agrees with package-lock.json, a person has
 * already run `npm ci` or `npm install`, and removing node_modules under whoever uses it would only do harm.
 */
const installedByHand = () => {
  const hidden = join(modules, '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const installed = readJson(hidden).packages;
  return Object.entries(readJson(lockfile).packages).every(
    ([path, entry]) => path === '' || entry.optional || entry.devOptional || installed[path]?.version === entry.version,
  );
};

/** Runs `npm ci` when node_modules is missing or was installed from another package-lock.json; else costs one hash. */
export function ensureInstalled() {
  const hash = createHash('sha256').update(readFileSync(lockfile)).digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8').trim() === hash) return;
  if (!installedByHand()) {
    console.error('packages: node_modules does not match package-lock.json, running `npm ci`');
    const npm = process.env.npm_execpath;
    const [command, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']];
    const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    if (error) throw error;
    if (status !== 0) throw new Error(`packages: \`npm ci\` ended with exit code ${status}; run it by hand to see why`);
  }
  writeFileSync(marker, `${hash}\n`);
}
