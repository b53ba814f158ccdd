// Which browser the tests of the HTML face drive. For scripts/browser.mjs and test/browser.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** One variable names another one than those on the PATH. */
export const variable = 'ONWARD_CHROMIUM';
export const names = ['chromium', 'chromium-browser', 'google-chrome'];

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** What it says of itself (`Chromium 156.0.8078.108`), or null where it does not even start. */
export const versionOf = (path) => {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 60_000 });
  return status === 0 ? stdout.trim() : null;
};

/** The path of a browser, or null. One that was named and is not there is no reason to take another. */
export const findBrowser = (env = process.env) => {
  const named = env[variable];
  if (named) return isProgram(named) ? named : null;
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram) ?? null;
};
