import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { endFolder } from '../canaries/search.ts';

/** An empty folder that is removed at the end of the test. */
export const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'onward-store-'));
  onTestFinished(() => {
    endFolder(path);
  });
  return path;
};
