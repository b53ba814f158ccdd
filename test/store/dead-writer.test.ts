import { describe, expect, it } from 'vitest';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { machinePorts } from '../../src/store/ports.ts';
import { filesWith } from './broken-files.ts';
import { accept, reopen } from './contract.ts';
import { folder } from './folder.ts';
import { value } from './samples.ts';

describe('a journal that a dead writer left', () => {
  it('is put on the disk before the next file is chained to it: its last lines may be in no more than memory', async () => {
    const called: string[] = [];
    const files = filesWith((_, name) => called.push(name));
    const store = value(await openDirectoryStore(folder(), { ...machinePorts, files }));
    const writable = value(await store.ensure());
    await accept(writable);
    called.length = 0;
    await reopen(writable);
    expect(called).toContain('syncFile');
    expect(called.indexOf('syncFile')).toBeLessThan(called.indexOf('link'));
  });
});
