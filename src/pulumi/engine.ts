import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { engineKey } from '../generated/engine-key.ts';
import { engineVersion, oldestEngine } from './engine-version.ts';

/** An engine that answered: where it is, its version (`3.259.0`), and what led to it. */
export interface Engine {
  readonly path: string;
  readonly version: string;
  readonly from: 'ONWARD_PULUMI' | 'PATH' | 'the cache folder';
}

/** The environment's variables, as a parameter. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Where `npm run engine` puts the engine; scripts/engine.mjs makes the same path. */
export const cachedEngine = (env: Env): string => {
  const cache = env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache');
  const key = `${engineKey.version}-${process.platform}-${process.arch}-${engineKey.sum}`;
  return join(cache, 'onward', 'engine', key, 'bin', 'pulumi');
};

const kindOf = async (path: string): Promise<'file' | 'folder' | 'nothing'> => {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 'nothing';
  return found.isDirectory() ? 'folder' : 'file';
};

const judge = async (path: string, from: Engine['from']): Promise<Result<Engine>> => {
  const version = await engineVersion(path, from);
  return version.ok ? succeed({ path, version: version.value, from }) : version;
};

/** ONWARD_PULUMI is a person's word: what it names is used or refused, and nothing else is looked for. */
const named = async (given: string): Promise<Result<Engine>> => {
  const path = resolve(given);
  const kind = await kindOf(path);
  const binary = kind === 'folder' ? join(path, 'bin', 'pulumi') : path;
  if ((await kindOf(binary)) === 'file') return judge(binary, 'ONWARD_PULUMI');
  return fail(
    error('ENG001', {
      summary: "Pulumi's engine is not where ONWARD_PULUMI points",
      detail: `There is no file at ${binary}.`,
      remedy: 'Name a `pulumi`, or a folder that holds `bin/pulumi`; or unset ONWARD_PULUMI and run `npm run engine`.',
    }),
  );
};

/** Relative entries of PATH are left out: what is run must not depend on the folder one stands in. */
const onPath = async (env: Env): Promise<string | undefined> => {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  for (const folder of folders) {
    const candidate = join(folder, 'pulumi');
    if ((await kindOf(candidate)) === 'file') return candidate;
  }
  return undefined;
};

const asWarning = (diagnostic: Diagnostic): Diagnostic => ({ ...diagnostic, severity: 'warning' });

/**
 * Finds Pulumi's engine and asks it for its version: ONWARD_PULUMI (a binary, or a folder with bin/pulumi), else the first
 * `pulumi` on PATH, else the cache folder. An unfit one on PATH does not hide a fit one in the cache: then it is a warning.
 * Never installs and never builds. Errors: ENG001 none here, ENG002 unfit version, ENG003 cannot be run, ENG004 not Pulumi.
 */
export const findEngine = async (env: Env): Promise<Result<Engine>> => {
  const given = env['ONWARD_PULUMI'];
  if (given) return named(given);
  const ambient = await onPath(env);
  const first = ambient === undefined ? fail() : await judge(ambient, 'PATH');
  if (first.ok) return first;
  const cached = cachedEngine(env);
  if ((await kindOf(cached)) === 'nothing') return first.diagnostics.length > 0 ? first : absent(cached);
  const second = await judge(cached, 'the cache folder');
  if (second.ok) return succeed(second.value, first.diagnostics.map(asWarning));
  return fail(...second.diagnostics, ...first.diagnostics.map(asWarning));
};

const absent = (cached: string): Result<never> =>
  fail(
    error('ENG001', {
      summary: "Pulumi's engine is not here",
      detail: `Looked at ONWARD_PULUMI (not set), for \`pulumi\` on PATH, and at ${cached}.`,
      remedy: `Run \`npm run engine\` in a checkout of Onward, or put Pulumi ${oldestEngine} or a newer 3.x on PATH.`,
    }),
  );
