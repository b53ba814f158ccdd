import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { canaries } from '../canaries/canaries.ts';
import { endFolder } from '../canaries/search.ts';
import { codes } from '../../src/core/codes.ts';
import { pulumiExecutor } from '../../src/pulumi/executor.ts';
import { legOf, performing } from '../conformance/executor.ts';
import { eventually, isRunning } from '../engine/processes.ts';
import { fakeBinary } from './fake-binary.ts';

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'eng-'));
  vi.stubEnv('TMPDIR', scratch);
});
afterEach(() => {
  vi.unstubAllEnvs();
  endFolder(scratch);
});

const at = (path: string): string => join(scratch, path);
const leg = legOf('prod/a', 'prod/b: prod/a');

/** A leg with an engine that is a shell script; an engine worth the name calls back, this one never does. */
const walk = async (engine: string) => {
  const { seen, perform } = performing();
  const { interrupted } = await pulumiExecutor({ engine, env: {} })(leg, perform);
  expect(seen.began).toEqual([]);
  return interrupted;
};

describe('a leg whose engine is none', () => {
  it.each([
    { engine: () => at('nowhere'), code: 'ENG001', says: 'is not here', reason: 'absent' },
    { engine: () => fakeBinary(at('e'), '', 0o644), code: 'ENG003', says: 'cannot be run', reason: 'not executable' },
    { engine: () => fakeBinary(at('e'), 'exit 0'), code: 'ENG006', says: 'exit code 0', reason: 'does nothing' },
    { engine: () => fakeBinary(at('e'), 'exit 3'), code: 'ENG006', says: 'exit code 3', reason: 'fails' },
    { engine: () => fakeBinary(at('e'), 'kill -9 $$'), code: 'ENG005', says: 'SIGKILL', reason: 'is killed' },
    { engine: () => fakeBinary(at('e'), 'kill -11 $$'), code: 'ENG005', says: 'SIGSEGV', reason: 'crashes' },
  ])('ends at once with $code when it $reason', async ({ engine, code, says }) => {
    const path = engine();
    const interrupted = await walk(path);
    expect(interrupted).toMatchObject({ code });
    expect(interrupted?.summary).toContain(says);
    expect(Object.keys(codes)).toContain(interrupted?.code);
    expect(readdirSync(scratch)).toEqual(existsSync(path) ? ['e'] : []);
  });

  it('passes on none of its words, but knows a few of them', async () => {
    const engine = fakeBinary(at('e'), 'echo "error: /home/me/secret: no space left on device" >&2; exit 255');
    const interrupted = await walk(engine);
    expect(interrupted?.detail).toBe('The disk of the folder for temporary files is full.');
    expect(JSON.stringify(interrupted)).not.toContain('/home/me');
  });

  it('leaves nothing running that it had started', async () => {
    const engine = fakeBinary(at('e'), `sleep 600 & echo $! > ${at('pid')}; exit 3`);
    await walk(engine);
    const pid = Number(readFileSync(at('pid'), 'utf8'));
    await eventually(() => !isRunning(pid), 'what the engine had started is gone', 5_000);
  });

  it('says ENG008 where no private folder can be made', async () => {
    writeFileSync(at('file'), '');
    vi.stubEnv('TMPDIR', at('file'));
    const engine = fakeBinary(at('e'), 'exit 0');
    expect(await walk(engine)).toMatchObject({ code: 'ENG008', summary: expect.stringContaining('ENOTDIR') as string });
  });
});

describe('what the engine is given', () => {
  it('is this environment and no more', async () => {
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_SECRET', canaries.accessKeySecret);
    await walk(fakeBinary(at('e'), `env > ${at('env')}; exit 3`));
    const names = readFileSync(at('env'), 'utf8')
      .split('\n')
      .flatMap((line) => /^(\w+)=/.exec(line)?.[1] ?? []);
    // What a shell adds to its own environment.
    const shells = new Set(['PWD', 'SHLVL', 'OLDPWD', '_']);
    expect(names.filter((name) => !shells.has(name)).toSorted()).toEqual([
      'HOME',
      'ONWARD_PIPE',
      'ONWARD_PROVIDER',
      'ONWARD_SOCKET',
      'ONWARD_TOKEN',
      'PATH',
      'PULUMI_AUTOMATION_API',
      'PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK',
      'PULUMI_BACKEND_URL',
      'PULUMI_CONFIG_PASSPHRASE',
      'PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION',
      'PULUMI_DISABLE_REGISTRY_RESOLVE',
      'PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS',
      'PULUMI_HOME',
      'PULUMI_SKIP_CHECKPOINTS',
      'PULUMI_SKIP_UPDATE_CHECK',
      'TMPDIR',
    ]);
  });

  it('is asked for a stack, then for an up that goes on beside failures, and for no events', async () => {
    await walk(fakeBinary(at('e'), `echo "$@" >> ${at('args')}; [ "$1" = stack ]`));
    const [init = '', up = ''] = readFileSync(at('args'), 'utf8').split('\n');
    expect(init).toBe('stack init 0123456789ab --non-interactive');
    expect(up).toMatch(/^up --yes --skip-preview .*--continue-on-error --color never /);
    expect(up).toContain('--parallel 2 ');
    expect(up).not.toContain('event');
  });
});
