import { runtime } from '@pulumi/pulumi';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadStub } from '../../src/pulumi/assets.ts';

const require = createRequire(import.meta.url);
const { provider } = loadStub();
const serialised = async (): Promise<string> => (await runtime.serializeFunction(() => provider)).text;

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'eng-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(scratch, { recursive: true, force: true });
});

describe('the stub, the only code of ours in state', () => {
  it('never changes: old state runs new pipes', async () => {
    const text = await serialised();
    expect(createHash('sha256').update(text).digest('hex')).toBe(
      '0221f6b738ea4e6292e587c5f19c56fc9e55fd224b36ffa4bbf68eab8e5b77d7',
    );
  });

  it('is small, and holds no path of this machine', async () => {
    const text = await serialised();
    expect(text.length).toBeLessThan(4_000);
    expect(text).not.toContain(join(import.meta.dirname, '..', '..'));
  });

  it('asks the pipe that ONWARD_PIPE names, with all its arguments', async () => {
    const file = join(scratch, 'provider.cjs');
    writeFileSync(file, await serialised());
    const pipe = join(scratch, 'pipe.cjs');
    writeFileSync(pipe, `module.exports = new Proxy({}, { get: (_, name) => (...given) => [name, ...given] });`);
    vi.stubEnv('ONWARD_PIPE', pipe);
    const { handler } = require(file) as { handler: () => Record<string, (...given: unknown[]) => Promise<unknown>> };
    const revived = handler();
    const calls = { check: 2, diff: 3, create: 1, update: 3, read: 2, delete: 2 };
    expect(Object.keys(revived).toSorted()).toEqual(Object.keys(calls).toSorted());
    for (const [name, count] of Object.entries(calls)) {
      const given = [1, 2, 3].slice(0, count);
      expect(await revived[name]?.(...given)).toEqual([name, ...given]);
    }
  });

  it('asks for the pipe by the name of our package otherwise', async () => {
    vi.stubEnv('ONWARD_PIPE', '');
    expect(await serialised()).toContain('onward/pipe');
  });
});
