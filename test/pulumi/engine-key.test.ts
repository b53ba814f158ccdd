import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('knows the key of the engine that tools/go.mod and tools/go.sum pin', () => {
  const script = join(import.meta.dirname, '../../scripts/engine.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--check-key'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
