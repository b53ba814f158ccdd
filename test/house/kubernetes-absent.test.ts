import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const empty = mkdtempSync(join(tmpdir(), 'onward-no-go-'));
afterAll(() => {
  rmSync(empty, { recursive: true });
});

/** A machine without any program on its PATH, and with nothing in its cache. */
const env = { PATH: empty, XDG_CACHE_HOME: empty, HOME: empty };
const runScript = (name: string) =>
  spawnSync(process.execPath, [join(root, 'scripts', name)], { cwd: root, encoding: 'utf8', env });

describe('without Go and without an API server', () => {
  it('the tests that need one are not run, say so and fail', () => {
    const { status, stdout, stderr } = runScript('test-kubernetes.mjs');
    expect(status).toBe(1);
    expect(stderr).toContain('kubernetes: there is no Go here; install Go 1.24.0 or newer and run this again');
    expect(stderr).toContain('test: NOT RUN, there is no Kubernetes API server');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 0 failed');
  });

  it('the verb that makes one fails and says why', () => {
    const { status, stderr } = runScript('kubernetes.mjs');
    expect(status).toBe(1);
    expect(stderr.trimEnd()).toBe('kubernetes: there is no Go here; install Go 1.24.0 or newer and run this again');
  });
});
