// npm run shells: what the tests of completions and of the manual page drive. Where one is missing and this is Debian or Ubuntu as
// root, apt installs it; elsewhere this says what to install, and fails.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, say } from './loudly.mjs';

/** The program and the package that it comes in. */
const wanted = { bash: 'bash', zsh: 'zsh', fish: 'fish', script: 'bsdutils', groff: 'groff-base', man: 'man-db' };

const isThere = (program) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));

const missing = () => Object.entries(wanted).filter(([program]) => !isThere(program));

const mayInstall = () => existsSync('/etc/debian_version') && process.getuid?.() === 0 && isThere('apt-get');

const apt = (label, ...args) =>
  run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-y', ...args], {
    name: 'shells',
    label,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });

const install = async (packages) => {
  say(`shells: installing ${packages.join(', ')}`);
  await apt('reading lists of packages', 'update');
  say(`shells: installed in ${await apt('installing', 'install', '--no-install-recommends', ...packages)}`);
};

const versionOf = (program) =>
  spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout?.split('\n')[0]?.trim() ?? '';

try {
  if (missing().length > 0 && mayInstall()) await install(missing().map(([, name]) => name));
  const left = missing();
  if (left.length === 0) for (const program of Object.keys(wanted)) say(`shells: ${versionOf(program) || program}`);
  for (const [program, name] of left) console.error(`shells: there is no ${program}; install the package ${name}`);
  if (left.length > 0) process.exitCode = 1;
} catch (problem) {
  console.error(problem.message);
  process.exitCode = 1;
}
