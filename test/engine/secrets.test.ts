import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { canaries } from '../canaries/canaries.ts';
import { endFolder } from '../canaries/search.ts';
import { pulumiExecutor } from '../../src/pulumi/executor.ts';
import type { Perform } from '../../src/run/executor.ts';
import { legOf, performing } from '../conformance/executor.ts';
import { enginePath } from './engine-path.ts';
import { legProcesses } from './processes.ts';

const engine = await enginePath();
const canary = canaries.accessKeySecret;
const leg = legOf('prod/a', 'prod/b: prod/a');

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'eng-'));
  vi.stubEnv('TMPDIR', scratch);
  vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_SECRET', canary);
  vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_ID', canary);
  vi.stubEnv('ONWARD_STORE', canary);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', canary);
});
afterEach(() => {
  vi.unstubAllEnvs();
  endFolder(scratch);
});

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

interface State {
  readonly checkpoint: {
    readonly latest: {
      readonly resources: readonly { readonly type: string; readonly inputs?: Record<string, unknown> }[];
    };
  };
}

/** A leg whose work folder is kept under a name with a space in it; gives the folder. */
const keptLeg = async (perform: Perform = performing().perform): Promise<string> => {
  const keep = join(scratch, 'kept work');
  const env = { ...process.env, ONWARD_PULUMI_WORK: keep };
  expect(await pulumiExecutor({ engine, env })(leg, perform)).toEqual({});
  const [name = ''] = readdirSync(keep);
  return join(keep, name);
};

describe('what Pulumi gets to see', () => {
  it('writes no secret into its state, its home or its logs', async () => {
    const folder = await keptLeg();
    const files = filesIn(folder);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect(readFileSync(file, 'latin1'), file).not.toContain(canary);
  });

  it('keeps nothing of a step but the ids of plan and step, and the fixed stub', async () => {
    const folder = await keptLeg();
    const file = filesIn(join(folder, 'state')).find((path) => path.endsWith(`${leg.run}.json`)) ?? '';
    const state = JSON.parse(readFileSync(file, 'utf8')) as State;
    const steps = state.checkpoint.latest.resources.filter(({ type }) => type.startsWith('pulumi-nodejs:'));
    expect(steps.map(({ type }) => type)).toEqual(leg.steps.map(() => 'pulumi-nodejs:dynamic/onward:AckUpgradeSlb'));
    expect(steps.map(({ inputs }) => ({ ...inputs, __provider: typeof inputs?.['__provider'] }))).toEqual(
      leg.steps.map(({ id }) => ({ plan: leg.plan, step: id, __provider: 'string' })),
    );
  });

  // /proc is how one looks into another process's environment; the list itself is tested everywhere in test/pulumi.
  it.runIf(existsSync('/proc/self/environ'))('hands no credential to leash, engine or provider', async () => {
    const seen: Record<string, string> = {};
    const { perform } = performing();
    await keptLeg((step) => {
      for (const [name, running] of Object.entries(legProcesses(process.pid))) {
        seen[name] = readFileSync(`/proc/${running.pid}/environ`, 'utf8');
      }
      return perform(step);
    });
    expect(Object.keys(seen)).toEqual(['leash', 'engine', 'provider']);
    for (const variables of Object.values(seen)) {
      expect(variables).not.toContain(canary);
      const ours = variables.split('\0').flatMap((line) => /^(ONWARD_\w+)=/.exec(line)?.[1] ?? []);
      expect(ours.toSorted()).toEqual(['ONWARD_PIPE', 'ONWARD_PROVIDER', 'ONWARD_SOCKET', 'ONWARD_TOKEN']);
    }
  });

  it('works in folders that only this user can enter', async () => {
    const modes: number[] = [];
    const { perform } = performing();
    await keptLeg((step) => {
      const sockets = readdirSync(scratch).filter((name) => name.startsWith('onward-'));
      modes.push(...sockets.map((name) => statSync(join(scratch, name)).mode & 0o777));
      return perform(step);
    });
    const [name = ''] = readdirSync(join(scratch, 'kept work'));
    modes.push(statSync(join(scratch, 'kept work', name)).mode & 0o777);
    expect(new Set(modes)).toEqual(new Set([0o700]));
  });

  it('leaves nothing behind where no folder is to be kept', async () => {
    expect(await pulumiExecutor({ engine, env: {} })(leg, performing().perform)).toEqual({});
    expect(readdirSync(scratch)).toEqual([]);
  });
});
