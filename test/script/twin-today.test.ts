import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { endFolder } from '../canaries/search.ts';
import { standardCluster } from './scene.ts';
import { startTwin } from './twin.ts';

const begins = async (today: boolean): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'ow-'));
  const world = { now: '2026-01-02T03:04:05Z', ...standardCluster() };
  const twin = await startTwin({ world, speed: 'max', folder, today });
  onTestFinished(async () => {
    await twin.stop();
    endFolder(folder);
  });
  return twin.now();
};

it('begins the clock of the local clouds where the world says, or with --today at the time of this machine', async () => {
  expect(await begins(false)).toMatch(/^2026-01-02T03:0/);
  const before = Date.now();
  const began = Date.parse(await begins(true));
  // To a second, and no more than one look at it has moved it on.
  expect(began).toBeGreaterThan(before - 1_000);
  expect(began).toBeLessThan(Date.now() + 60_000);
});
