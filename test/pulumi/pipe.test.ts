import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { asset } from '../../src/pulumi/assets.ts';
import type { Word } from '../../src/pulumi/drive.ts';
import { openPipe, type Pipe } from '../../src/pulumi/socket.ts';

interface Inputs {
  readonly plan: string;
  readonly step: string;
}

/** The provider's end, as Pulumi's provider process loads it. */
interface Provider {
  readonly check: (olds: unknown, news: Inputs) => Promise<{ readonly inputs: Inputs }>;
  readonly diff: (id: string, olds: Inputs, news: Inputs) => Promise<{ readonly changes: boolean }>;
  readonly create: (inputs: Inputs) => Promise<{ readonly id: string; readonly outs: Inputs }>;
  readonly update: (id: string, olds: Inputs, news: Inputs) => Promise<{ readonly outs: Inputs }>;
  readonly read: (id: string, props: Inputs) => Promise<{ readonly id: string; readonly props: Inputs }>;
  readonly delete: (id: string, props: Inputs) => Promise<unknown>;
}

const provider = createRequire(import.meta.url)(asset('pipe.cjs')) as Provider;
const inputs = { plan: 'sha256:abc', step: 'prod/a' };

let pipe: Pipe | undefined;
let asked: string[] = [];

/** Opens the pipe and lets the provider's end find it, as the engine's environment does. */
const open = async (answer: (step: string) => Promise<Word>): Promise<Pipe> => {
  asked = [];
  const opened = await openPipe((plan, step) => {
    asked.push(`${plan} ${step}`);
    return answer(step);
  });
  pipe = opened;
  vi.stubEnv('ONWARD_SOCKET', opened.path);
  vi.stubEnv('ONWARD_TOKEN', opened.token);
  return opened;
};

beforeEach(() => {
  pipe = undefined;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await pipe?.close();
});

/** Sends bytes as anybody could who reached the socket; gives what came back until it was closed. */
const send = (path: string, text: string): Promise<string> =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect(path, () => socket.write(text));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(answer);
    });
  });

describe('the pipe between provider and run', () => {
  it('creates a step that ends done, and keeps nothing but its ids', async () => {
    await open(() => Promise.resolve('done'));
    expect(await provider.create(inputs)).toEqual({ id: 'prod/a', outs: inputs });
    expect(await provider.update('prod/a', inputs, inputs)).toEqual({ outs: inputs });
    expect(asked).toEqual(['sha256:abc prod/a', 'sha256:abc prod/a']);
  });

  it.each(['parked', 'cancelled', 'failed', 'ambiguous', 'stale', 'unreadable', 'skipped', 'refused'] as const)(
    'fails a step that ends %s, in few words',
    async (word) => {
      await open(() => Promise.resolve(word));
      await expect(provider.create(inputs)).rejects.toThrow(`prod/a: ${word}`);
    },
  );

  it('waits as long as the step takes, and many at once', async () => {
    await open((step) => new Promise((resolve) => setTimeout(resolve, step === 'prod/0' ? 200 : 5, 'done')));
    const steps = Array.from({ length: 40 }, (_, at) => provider.create({ plan: 'sha256:abc', step: `prod/${at}` }));
    expect((await Promise.all(steps)).map(({ id }) => id)).toEqual(steps.map((_, at) => `prod/${at}`));
  });

  it('says that nobody drives the step when we end while it waits', async () => {
    const { close } = await open(() => new Promise(() => undefined));
    const created = provider.create(inputs);
    setTimeout(() => void close(), 50);
    await expect(created).rejects.toThrow('nobody drives this step: prod/a of sha256:abc');
  });

  it('says that nobody drives the step when we have ended', async () => {
    await (await open(() => Promise.resolve('done'))).close();
    await expect(provider.create(inputs)).rejects.toThrow('nobody drives this step: prod/a of sha256:abc');
  });

  it.each([
    { socket: '', token: '', reason: 'it was started by somebody else' },
    { socket: '/nowhere/s', token: 'x', reason: 'there is no such socket' },
  ])('says that nobody drives the step: $reason', async ({ socket, token }) => {
    vi.stubEnv('ONWARD_SOCKET', socket);
    vi.stubEnv('ONWARD_TOKEN', token);
    await expect(provider.create(inputs)).rejects.toThrow('nobody drives this step: prod/a of sha256:abc');
  });

  it('answers check, diff, read and delete without asking anybody', async () => {
    await open(() => Promise.resolve('done'));
    expect(await provider.check({}, inputs)).toEqual({ inputs });
    expect(await provider.diff('prod/a', inputs, inputs)).toEqual({ changes: false });
    expect(await provider.diff('prod/a', inputs, { ...inputs, plan: 'sha256:def' })).toEqual({ changes: true });
    expect(await provider.read('prod/a', inputs)).toEqual({ id: 'prod/a', props: inputs });
    expect(await provider.delete('prod/a', inputs)).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

describe("the run's end of the pipe", () => {
  it.each([
    { text: (token: string) => `${JSON.stringify({ token: `${token}0`, ...inputs })}\n`, reason: 'a wrong token' },
    { text: () => `${JSON.stringify({ token: '', ...inputs })}\n`, reason: 'an empty token' },
    { text: () => `${JSON.stringify(inputs)}\n`, reason: 'no token' },
    { text: (token: string) => `${JSON.stringify({ token, plan: 1, step: [] })}\n`, reason: 'wrong types' },
    { text: () => 'null\n', reason: 'no object' },
    { text: () => 'GET / HTTP/1.1\n', reason: 'no JSON' },
    {
      text: (token: string) => `${JSON.stringify({ token, ...inputs, pad: 'x'.repeat(8_000) })}\n`,
      reason: 'too long',
    },
    { text: () => 'x'.repeat(100_000), reason: 'no end' },
  ])('hangs up without a word and drives nothing: $reason', async ({ text }) => {
    const { path, token } = await open(() => Promise.resolve('done'));
    expect(await send(path, text(token))).toBe('');
    expect(asked).toEqual([]);
  });

  it('answers one question a connection', async () => {
    const { path, token } = await open(() => Promise.resolve('done'));
    const line = `${JSON.stringify({ token, ...inputs })}\n`;
    expect(await send(path, line + line)).toBe('{"state":"done"}\n');
    expect(asked).toEqual(['sha256:abc prod/a']);
  });

  it('goes on when a provider hangs up in the middle', async () => {
    const { path, token } = await open(() => new Promise((resolve) => setTimeout(resolve, 50, 'done')));
    const socket = connect(path, () => socket.end(`${JSON.stringify({ token, ...inputs })}\n`, () => socket.destroy()));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await provider.create(inputs)).id).toBe('prod/a');
  });

  it('listens in a fresh folder of ours alone, and takes it away', async () => {
    const { path, close } = await open(() => Promise.resolve('done'));
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    await close();
    expect(existsSync(dirname(path))).toBe(false);
  });

  it('keeps its path short where the folder for temporary files has a long name', async () => {
    const long = mkdtempSync(join(tmpdir(), `eng-${'x'.repeat(90)}`));
    vi.stubEnv('TMPDIR', long);
    const { path } = await open(() => Promise.resolve('done'));
    expect(Buffer.byteLength(path)).toBeLessThan(100);
    expect((await provider.create(inputs)).id).toBe('prod/a');
    rmSync(long, { recursive: true });
  });
});
