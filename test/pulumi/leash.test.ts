import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { asset } from '../../src/pulumi/assets.ts';
import { isRunning } from '../engine/processes.ts';
import { fakeBinary } from './fake-binary.ts';

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'eng-'));
});
afterEach(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const leash = (engine: string, ...args: readonly string[]) => {
  const child = spawn(process.execPath, [asset('leash.cjs'), engine, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, exit, out: () => out };
};

describe('the leash', () => {
  it.each([
    { script: 'exit 0', code: 0, reason: 'it ended well' },
    { script: 'exit 7', code: 7, reason: 'it failed' },
    { script: 'kill -9 $$', code: 137, reason: 'it was killed' },
    { script: 'kill -15 $$', code: 143, reason: 'it was ended' },
  ])('ends as its engine ends, with $code: $reason', async ({ script, code }) => {
    expect(await leash(fakeBinary(join(scratch, 'e'), script)).exit).toBe(code);
  });

  it.each([
    { make: () => join(scratch, 'nowhere'), code: 127, reason: 'no engine' },
    { make: () => fakeBinary(join(scratch, 'e'), '', 0o644), code: 126, reason: 'not executable' },
  ])('ends with $code: $reason', async ({ make, code }) => {
    expect(await leash(make()).exit).toBe(code);
  });

  it('hands arguments on as they are, and what the engine says', async () => {
    const { exit, out } = leash(fakeBinary(join(scratch, 'e'), 'printf "<%s>" "$@"'), 'a b', '$(id)', '');
    expect(await exit).toBe(0);
    expect(out()).toBe('<a b><$(id)><>');
  });

  it('ends an engine that hears no signal when our end of its stdin goes away', async () => {
    const pid = join(scratch, 'pid');
    const script = `trap '' INT TERM HUP PIPE; echo $$ > ${pid}; while :; do sleep 0.1; done`;
    const { child, exit } = leash(fakeBinary(join(scratch, 'e'), script));
    const engine = await vi.waitFor(() => {
      const read = Number(readFileSync(pid, 'utf8'));
      expect(read).toBeGreaterThan(0);
      return read;
    }, 5_000);
    child.stdin.destroy();
    expect(await exit).toBe(137);
    expect(isRunning(engine)).toBe(false);
  });
});
