import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cachedEngine, findEngine } from '../../src/pulumi/engine.ts';
import { oldestEngine } from '../../src/pulumi/engine-version.ts';
import { fakeBinary } from './fake-binary.ts';

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'eng-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(scratch, { recursive: true, force: true });
});

const says = (version: string): string => `echo ${version}`;
const at = (path: string): string => join(scratch, path);
const codesOf = (result: { readonly diagnostics: readonly { readonly code: string; readonly severity: string }[] }) =>
  result.diagnostics.map(({ code, severity }) => `${severity} ${code}`);

describe('findEngine, asking whether what it found is an engine', () => {
  it.each([
    { script: says('v3.259.0'), version: '3.259.0', reason: 'as Pulumi says it' },
    { script: says('3.260.1'), version: '3.260.1', reason: 'without the v' },
    { script: says('v3.261.0-dev.0+dirty'), version: '3.261.0', reason: 'a build of their own' },
    { script: says(`v${oldestEngine}`), version: oldestEngine, reason: 'the oldest that is accepted' },
    { script: `echo '[warning] old config' >&2; ${says('v3.259.0')}`, version: '3.259.0', reason: 'talk on stderr' },
  ])('accepts $version: $reason', async ({ script, version }) => {
    const path = fakeBinary(at('pulumi'), script);
    const found = await findEngine({ ONWARD_PULUMI: path });
    expect(found).toEqual({ ok: true, value: { path, version, from: 'ONWARD_PULUMI' }, diagnostics: [] });
  });

  it.each([
    { script: says('v3.247.9'), code: 'ENG002', reason: 'older than our library' },
    { script: says('v2.25.2'), code: 'ENG002', reason: 'a major before' },
    { script: says('v4.0.0'), code: 'ENG002', reason: 'a major after' },
    { script: says('hello'), code: 'ENG004', reason: 'another program' },
    { script: 'echo v3.259.0; echo and more', code: 'ENG004', reason: 'more than a version' },
    { script: 'exit 0', code: 'ENG004', reason: 'silence' },
    { script: 'echo v3.259.0; exit 7', code: 'ENG004', reason: 'an error' },
    { script: 'kill -SEGV $$', code: 'ENG004', reason: 'it crashes' },
    {
      script: 'while :; do echo 0123456789012345678901234567890123456789; done',
      code: 'ENG004',
      reason: 'endless talk',
    },
    { script: 'exec somewhere-else-entirely', code: 'ENG004', reason: 'a shim that leads nowhere' },
  ])('refuses with $code: $reason', async ({ script, code }) => {
    const found = await findEngine({ ONWARD_PULUMI: fakeBinary(at('pulumi'), script) });
    expect(found.ok).toBe(false);
    expect(codesOf(found)).toEqual([`error ${code}`]);
    expect(found.diagnostics[0]?.remedy).toContain('npm run engine');
  });

  it('names the version it found and the one it wants', async () => {
    const found = await findEngine({ ONWARD_PULUMI: fakeBinary(at('pulumi'), says('v3.100.0')) });
    expect(found.diagnostics[0]?.summary).toBe('Pulumi 3.100.0 is here, 3.248.0 or a newer 3.x is needed');
  });

  it.each([
    { make: () => fakeBinary(at('pulumi'), says('v3.259.0'), 0o644), reason: 'not executable' },
    {
      make: () => {
        const path = fakeBinary(at('pulumi'), '');
        writeFileSync(path, '#!/nowhere/interpreter\n');
        return path;
      },
      reason: 'its interpreter is missing',
    },
  ])('says ENG003 of a file that the operating system does not start: $reason', async ({ make }) => {
    expect(codesOf(await findEngine({ ONWARD_PULUMI: make() }))).toEqual(['error ENG003']);
  });

  it('hands none of our variables to what it asks', async () => {
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'canary');
    const path = fakeBinary(
      at('pulumi'),
      `env > ${at('seen')}; ${says('v3.259.0')}; grep -q canary ${at('seen')} && exit 9; exit 0`,
    );
    expect((await findEngine({ ONWARD_PULUMI: path })).ok).toBe(true);
  });
});

describe('findEngine, looking for one', () => {
  const env = (more: Readonly<Record<string, string>> = {}) => ({ HOME: at('home'), PATH: at('path'), ...more });
  const engine = (path: string, version = 'v3.259.0') => fakeBinary(at(path), says(version));
  const cached = () => cachedEngine(env());

  it('takes the folder that ONWARD_PULUMI names for one with bin/pulumi in it', async () => {
    const path = engine('root/bin/pulumi');
    expect(await findEngine(env({ ONWARD_PULUMI: at('root') }))).toMatchObject({ value: { path } });
  });

  it('takes ONWARD_PULUMI at its word: what is not there is not looked for elsewhere', async () => {
    engine('path/pulumi');
    const found = await findEngine(env({ ONWARD_PULUMI: at('nowhere') }));
    expect(codesOf(found)).toEqual(['error ENG001']);
    expect(found.diagnostics[0]?.summary).toContain('ONWARD_PULUMI');
  });

  it('prefers PATH to the cache folder', async () => {
    const path = engine('path/pulumi', 'v3.260.0');
    fakeBinary(cached(), says('v3.259.0'));
    expect(await findEngine(env())).toMatchObject({ value: { path, from: 'PATH' }, diagnostics: [] });
  });

  it('looks along PATH, past folders, and past relative entries', async () => {
    mkdirSync(at('first/pulumi'), { recursive: true });
    const path = engine('second/pulumi');
    const found = await findEngine(env({ PATH: ['.', '', at('first'), at('second')].join(':') }));
    expect(found).toMatchObject({ value: { path } });
  });

  it('finds what `npm run engine` made, under XDG_CACHE_HOME, too', async () => {
    fakeBinary(cached(), says('v3.259.0'));
    expect(await findEngine(env())).toMatchObject({ value: { path: cached(), from: 'the cache folder' } });
    const elsewhere = env({ XDG_CACHE_HOME: at('xdg') });
    fakeBinary(cachedEngine(elsewhere), says('v3.259.0'));
    expect(await findEngine(elsewhere)).toMatchObject({ value: { path: cachedEngine(elsewhere) } });
  });

  it('uses the cached one with a warning where the one on PATH is too old: the remedy must help', async () => {
    engine('path/pulumi', 'v3.10.0');
    fakeBinary(cached(), says('v3.259.0'));
    const found = await findEngine(env());
    expect(found).toMatchObject({ ok: true, value: { from: 'the cache folder' } });
    expect(codesOf(found)).toEqual(['warning ENG002']);
  });

  it('says ENG002 where only a too old one is on PATH', async () => {
    engine('path/pulumi', 'v3.10.0');
    expect(codesOf(await findEngine(env()))).toEqual(['error ENG002']);
  });

  it('says ENG004 of a broken one in the cache folder', async () => {
    fakeBinary(cached(), 'exit 3');
    expect(codesOf(await findEngine(env()))).toEqual(['error ENG004']);
  });

  it('says ENG001 and the command where there is none at all', async () => {
    const found = await findEngine(env());
    expect(codesOf(found)).toEqual(['error ENG001']);
    expect(found.diagnostics[0]?.remedy).toContain('`npm run engine`');
  });
});
