// npm run browser: sees to it that there is a Chromium for `npm run test:browser`. There already: says so. Where there is none,
// root on Debian has the package installed; everybody else is told what to do.
import { existsSync } from 'node:fs';
import { findBrowser, names, variable, versionOf } from './browser-place.mjs';
import { run, say } from './loudly.mjs';

const remedy = `install ${names.join(' or ')}, or name one in ${variable}, and run this again`;

const isDebian = () => existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');

const install = async () => {
  if (process.env[variable])
    throw new Error(`browser: ${variable} names ${process.env[variable]}, which is no program`);
  if (process.getuid?.() !== 0 || !isDebian()) throw new Error(`browser: there is no Chromium here; ${remedy}`);
  const apt = (label, ...args) =>
    run('/usr/bin/apt-get', args, {
      name: 'browser',
      label,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  say('browser: [1/2] reading the list of packages');
  await apt('apt-get update', 'update');
  say('browser: [2/2] installing chromium, 100 MB of downloads');
  say(
    `        installed in ${await apt('apt-get install', 'install', '--yes', '--no-install-recommends', 'chromium')}`,
  );
};

try {
  if (findBrowser() === null) await install();
  const path = findBrowser();
  const version = path === null ? null : versionOf(path);
  if (version === null) throw new Error(`browser: ${path ?? 'what was installed'} does not start; ${remedy}`);
  say(`browser: ${path} is there, ${version}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
