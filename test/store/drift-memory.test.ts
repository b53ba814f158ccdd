import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DriftMemory } from '../../src/core/drift/memory.ts';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { breaking, filesWith } from './broken-files.ts';
import { folder } from './folder.ts';
import { stage, value } from './samples.ts';

const memoryOf = (topic: string): DriftMemory => ({
  rows: [
    {
      id: topic,
      target: 'pool',
      address: 'Pool/prod',
      class: 'outside',
      topic,
      says: '',
      value: '',
      ignored: false,
      told: false,
      firstSeen: '2026-12-01T00:00:00Z',
    },
  ],
  ended: [],
});

const healthy = filesWith(() => undefined);

const storeWith = async (root: string, files = healthy) =>
  value(await value(await openDirectoryStore(join(root, 'store'), stage({ files }).ports)).ensure());

describe('the memory of drift runs in a directory', () => {
  it('is the old one or the new one, whole, whatever breaks while it is written', async () => {
    for (let call = 1; ; call += 1) {
      const root = folder();
      const store = await storeWith(root);
      expect(value(await store.keepDriftMemory({ generation: 0, memory: memoryOf('old') }))).toBe(true);
      const { files, broke } = breaking(call, 'ENOSPC');
      const failing = await openDirectoryStore(join(root, 'store'), stage({ files }).ports);
      const writable = failing.ok ? await failing.value.ensure() : failing;
      if (writable.ok) await writable.value.keepDriftMemory({ generation: 1, memory: memoryOf('new') });
      const read = await store.readDriftMemory();
      expect(read.diagnostics).toEqual([]);
      expect(['old', 'new']).toContain(value(read).memory.rows[0]?.topic);
      if (broke() === undefined) break;
    }
  });

  it('is written by one of many at once', async () => {
    const root = folder();
    const stores = await Promise.all(Array.from({ length: 8 }, () => storeWith(root)));
    const written = await Promise.all(
      stores.map(async (store, at) =>
        value(await store.keepDriftMemory({ generation: 0, memory: memoryOf(String(at)) })),
      ),
    );
    expect(written.filter((one) => one)).toHaveLength(1);
  });

  it.each([
    { text: '{"format":"onward.drift-memory/1","rows":[{}],"ended":[]}', reason: 'a row without its members' },
    { text: '{"format":"onward.drift-memory/1","rows":7,"ended":[]}', reason: 'no rows' },
    { text: 'null', reason: 'nothing' },
    { text: '[]', reason: 'a list' },
    { text: '', reason: 'an empty file' },
    { text: '{"format":"elsewhere/1"}', reason: 'a file of something else' },
  ])('is not taken from what is damaged: $reason', async ({ text }) => {
    const root = folder();
    const store = await storeWith(root);
    mkdirSync(join(root, 'store', 'drift'));
    writeFileSync(join(root, 'store', 'drift', 'memory.4.json'), text);
    const read = await store.readDriftMemory();
    expect(read.diagnostics.map(({ code }) => code)).toEqual(['DRF002']);
    expect(value(read)).toEqual({ generation: 4, memory: { rows: [], ended: [] }, isOurs: true });
    expect(value(await store.keepDriftMemory({ generation: 4, memory: memoryOf('new') }))).toBe(true);
    expect(readdirSync(join(root, 'store', 'drift'))).toEqual(['memory.4.json', 'memory.5.json']);
  });
});
