import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../scripts/browser-place.mjs';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'onward-no-browser-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const missing = join(folder, 'missing');

/** A machine on which another browser was named than there is: none is installed in its place. */
const runScript = (name: string) =>
  spawnSync(process.execPath, [join(root, 'scripts', name)], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: folder, ONWARD_CHROMIUM: missing },
  });

const program = (name: string): string => {
  const path = join(folder, name);
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
};

describe('without a browser', () => {
  it('the tests that need one are not run, say so and fail', () => {
    const { status, stdout, stderr } = runScript('test-browser.mjs');
    expect(status).toBe(1);
    expect(stderr).toContain(`browser: ONWARD_CHROMIUM names ${missing}, which is no program`);
    expect(stderr).toContain('test: NOT RUN, there is no browser to test in');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 0 failed');
  });

  it('the verb that sees to one fails and says why', () => {
    const { status, stderr } = runScript('browser.mjs');
    expect(status).toBe(1);
    expect(stderr.trimEnd()).toBe(`browser: ONWARD_CHROMIUM names ${missing}, which is no program`);
  });
});

describe('a browser', () => {
  it('is the one that was named, else the first of those on the PATH', () => {
    expect(findBrowser({ PATH: folder })).toBeNull();
    const chrome = program('google-chrome');
    expect(findBrowser({ PATH: `${missing}:${folder}` })).toBe(chrome);
    const chromium = program('chromium');
    expect(findBrowser({ PATH: folder })).toBe(chromium);
    expect(findBrowser({ PATH: folder, ONWARD_CHROMIUM: chrome })).toBe(chrome);
    expect(findBrowser({ PATH: folder, ONWARD_CHROMIUM: missing })).toBeNull();
  });
});
