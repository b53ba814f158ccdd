import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/app/host.ts';
import { keepFiles } from '../../src/app/keep-files.ts';

const absent = (): Promise<never> => Promise.reject(Object.assign(new Error('absent'), { code: 'ENOENT' }));

const files = ['a.yaml', 'b.yaml', 'c.yaml'].map((path) => ({ path, text: path }));

/** A disk on which nothing is found; `create` says how the second file fares. */
const hostWhere = (create: () => Promise<boolean>): { readonly host: Host; readonly created: string[] } => {
  const created: string[] = [];
  const createShared: Host['createShared'] = (path) => {
    if (path === 'b.yaml') return create();
    created.push(path);
    return Promise.resolve(true);
  };
  return { host: { readFile: absent, createShared } as unknown as Host, created };
};

describe('files that a person will work with', () => {
  it.each(['if asked', 'yes'] as const)(
    'leave a file alone that somebody made since they were looked at (replacing: %s)',
    async (replacing) => {
      const { host, created } = hostWhere(() => Promise.resolve(false));
      const kept = await keepFiles(files, { host, replacing });
      expect(kept.diagnostics).toMatchObject([
        { code: 'USE007', detail: '1 of 3 files were written; the same command writes the rest.' },
      ]);
      expect(created).toEqual(['a.yaml']);
    },
  );

  it('say how far they came when the disk is full', async () => {
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    const { host } = hostWhere(() => Promise.reject(full));
    const kept = await keepFiles(files, { host, replacing: 'if asked' });
    const detail = 'ENOSPC. 1 of 3 files were written; the same command writes the rest.';
    expect(kept.diagnostics).toMatchObject([{ code: 'USE003', detail, at: { file: 'b.yaml' } }]);
  });
});
