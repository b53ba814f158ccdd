import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endFolder } from '../canaries/search.ts';
import { asset } from '../../src/pulumi/assets.ts';
import type { Word } from '../../src/pulumi/drive.ts';
import { openMeeting } from '../../src/pulumi/rendezvous.ts';

interface Inputs {
  readonly plan: string;
  readonly step: string;
}

/** The provider's end, as the provider process of a plain `pulumi up` loads it: nothing in its environment leads to us. */
const provider = createRequire(import.meta.url)(asset('pipe.cjs')) as {
  readonly create: (inputs: Inputs) => Promise<{ readonly outs: Readonly<Record<string, unknown>> }>;
  readonly diff: (id: string, olds: object, news: Inputs) => Promise<{ readonly changes: boolean }>;
};

const plan = `sha256:${'ab'.repeat(32)}`;
const inputs = { plan, step: 'prod/a' };

let base = '';
const folder = (): string => join(base, `onward-${process.getuid?.() ?? ''}`);
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'rv-'));
  vi.stubEnv('TMPDIR', base);
  for (const name of ['ONWARD_SOCKET', 'ONWARD_TOKEN']) vi.stubEnv(name, '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  endFolder(base);
});

const meet = async (word: Word): Promise<() => Promise<void>> => {
  const opened = await openMeeting(plan, () => Promise.resolve(word));
  if (!opened.ok) throw new Error(opened.diagnostics[0]?.summary);
  return opened.value;
};

describe('the meeting of a program and a provider that it did not start', () => {
  it('takes place through a folder and a file that only this user may read, and leaves neither file nor socket', async () => {
    const end = await meet('done');
    expect(await provider.create(inputs)).toMatchObject({ outs: inputs });
    const [file = ''] = readdirSync(folder());
    expect(file).toBe(`${'ab'.repeat(32)}.json`);
    expect([folder(), join(folder(), file)].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
    await end();
    expect(readdirSync(folder())).toEqual([]);
    await expect(provider.create(inputs)).rejects.toThrow('nobody drives this step');
  });

  it('answers for its own plan alone', async () => {
    const end = await meet('done');
    await expect(provider.create({ ...inputs, plan: `sha256:${'cd'.repeat(32)}` })).rejects.toThrow('nobody drives');
    await end();
  });

  it('lets a step that waits at a gate succeed, and be asked for again the next time', async () => {
    const end = await meet('waits');
    const { outs } = await provider.create(inputs);
    expect(outs).toEqual({ ...inputs, waits: true });
    expect(await provider.diff('prod/a', outs, inputs)).toEqual({ changes: true });
    expect(await provider.diff('prod/a', inputs, inputs)).toEqual({ changes: false });
    await end();
  });

  it.each([
    {
      reason: 'a folder that others may enter',
      make: () => {
        mkdirSync(folder());
        chmodSync(folder(), 0o755);
      },
    },
    {
      reason: 'a file where the folder should be',
      make: () => {
        writeFileSync(folder(), '');
      },
    },
  ])('is refused by both ends over $reason', async ({ make }) => {
    make();
    expect(await openMeeting(plan, () => Promise.resolve('done'))).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'ENG009' }],
    });
    if (existsSync(join(folder(), '.')) && statSync(folder()).isDirectory())
      writeFileSync(join(folder(), `${'ab'.repeat(32)}.json`), JSON.stringify({ path: '/nowhere', token: 'x' }));
    await expect(provider.create(inputs)).rejects.toThrow('nobody drives this step');
  });
});
