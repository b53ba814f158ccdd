import { describe, expect, it, vi } from 'vitest';
import type * as Disk from '../../src/app/rehearse/memory-files.ts';
import { wellRehearsed } from './rehearsing.ts';

/** A disk that says it has each line of a journal, and has none: they go with the power. */
vi.mock('../../src/app/rehearse/memory-files.ts', async (importOriginal) => {
  const real = await importOriginal<typeof Disk>();
  return {
    memoryFiles: () => {
      const { port, loseUnsynced } = real.memoryFiles();
      const create: typeof port.create = async (path) => {
        const file = await port.create(path);
        return path.includes('journal') ? { ...file, sync: () => Promise.resolve() } : file;
      };
      return { port: { ...port, create }, loseUnsynced };
    },
  };
});

describe('a journal that loses a line', { timeout: 120_000 }, () => {
  it('is told by the call that is sent as if there had been none', async () => {
    const { model, exit } = await wellRehearsed('vm-hot', { chaos: { lives: 60, seed: 2, life: 25 } });
    expect(model.calm.broken).toEqual([]);
    expect(model.chaos?.broken).toMatchObject([
      { life: 25, broken: ['migrate-vm-across-cluster was sent again, and nobody had said that it never arrived'] },
    ]);
    expect(exit).toBe('error');
  });
});
