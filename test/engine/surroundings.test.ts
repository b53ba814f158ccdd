import { chmodSync, copyFileSync, linkSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endFolder } from '../canaries/search.ts';
import { pulumiExecutor } from '../../src/pulumi/executor.ts';
import { findEngine } from '../../src/pulumi/engine.ts';
import { legOf, performing } from '../conformance/executor.ts';
import { enginePath } from './engine-path.ts';
import { legProcesses } from './processes.ts';
import { startDriver } from './start-driver.ts';

const engine = await enginePath();

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'eng-'));
});
afterEach(() => {
  endFolder(scratch);
});

/** An engine as the vendor's archive lays it out: the stock provider script beside the binary. */
const vendorEngine = (): string => {
  const bin = join(scratch, 'bin');
  mkdirSync(bin);
  try {
    linkSync(engine, join(bin, 'pulumi'));
  } catch {
    copyFileSync(engine, join(bin, 'pulumi'));
  }
  const stock = join(import.meta.dirname, '../../node_modules/@pulumi/pulumi/pulumi-resource-pulumi-nodejs');
  copyFileSync(stock, join(bin, 'pulumi-resource-pulumi-nodejs'));
  chmodSync(join(bin, 'pulumi-resource-pulumi-nodejs'), 0o755);
  return join(bin, 'pulumi');
};

describe('what surrounds a leg', () => {
  it("uses our provider, which ends with its engine, beside the vendor's stock script too", async () => {
    let provider = '';
    const { perform } = performing();
    const executor = pulumiExecutor({ engine: vendorEngine(), env: {} });
    const result = await executor(legOf('prod/a'), (step) => {
      provider = legProcesses(process.pid).provider?.command ?? '';
      return perform(step);
    });
    expect(result).toEqual({});
    expect(provider).toContain('src/pulumi/provider.cjs');
  });

  it('walks the next leg of a run, and the same leg again, as if there had been none', async () => {
    const { seen, perform } = performing();
    const executor = pulumiExecutor({ engine, env: {} });
    expect(await executor(legOf('prod/a'), perform)).toEqual({});
    expect(await executor(legOf('prod/b'), perform)).toEqual({});
    expect(await executor(legOf('prod/b'), perform)).toEqual({});
    expect(seen.began).toEqual(['prod/a', 'prod/b', 'prod/b']);
  });

  it('walks two legs at once in one process', async () => {
    const { seen, perform } = performing();
    const executor = pulumiExecutor({ engine, env: {} });
    const results = await Promise.all([executor(legOf('a/x', 'a/y: a/x'), perform), executor(legOf('b/x'), perform)]);
    expect(results).toEqual([{}, {}]);
    expect(seen.began.toSorted()).toEqual(['a/x', 'a/y', 'b/x']);
  });

  it.each([
    {
      env: { http_proxy: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9' },
      reason: 'a proxy that leads nowhere',
    },
    { env: { PULUMI_BACKEND_URL: 's3://elsewhere', PULUMI_STACK: 'other' }, reason: "the operator's own Pulumi" },
    { env: { NODE_OPTIONS: '--max-old-space-size=512', PATH: '/nowhere' }, reason: 'an odd PATH and options of Node' },
    { env: { PULUMI_SKIP_CHECKPOINTS: 'false', PULUMI_OPTION_PARALLEL: '1' }, reason: 'options of Pulumi' },
  ])('is not disturbed by $reason', async ({ env }) => {
    const driver = startDriver({ engine, leg: legOf('prod/a', 'prod/b: prod/a') }, env);
    expect(await driver.exit).toBe(0);
    expect(driver.said.at(-1)).toEqual({ interrupted: null });
  });

  it('finds the engine that the tests drive by itself, and its version', async () => {
    expect(await findEngine({ ONWARD_PULUMI: engine })).toMatchObject({
      ok: true,
      value: { version: expect.stringMatching(/^3\.\d+\.\d+$/) as string },
    });
  });
});
