import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../providers/registry.ts';
import { loadDocuments } from '../../src/document/load-documents.ts';
import { brief } from './load.ts';
import { memoryFiles } from './memory-files.ts';

describe('the examples', () => {
  it.each(readdirSync('examples').filter((name) => name.endsWith('.yaml')))(
    '%s is a document that nothing is wrong with',
    async (name) => {
      const files = memoryFiles({ [`/w/${name}`]: readFileSync(`examples/${name}`, 'utf8') });
      const loaded = await loadDocuments([name], { kinds, files, cwd: '/w' });
      expect(loaded.diagnostics.map(brief)).toEqual([]);
      expect(loaded.ok && loaded.value.desired).toHaveLength(1);
    },
  );
});
