import { appendFileSync, lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import { isExempt, withoutExempt } from './exempt.ts';
import { secretIn } from './marks.ts';

/** What one search looked through, and what it found. */
export interface Searched {
  /** The file of the test, from the root of the repository. */
  readonly test: string;
  readonly kind: 'folder' | 'output' | 'request';
  readonly files: number;
  readonly bytes: number;
  readonly leaks: readonly string[];
}

const root = join(import.meta.dirname, '..', '..');

/** Tells the run of tests, whose end adds it all up (scripts/searched.mjs), and fails whoever searched. */
const tell = (searched: Omit<Searched, 'test'>): void => {
  const file = process.env['ONWARD_SEARCHED'];
  const test = relative(root, expect.getState().testPath ?? root);
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ test, ...searched })}\n`);
  if (searched.leaks.length > 0) throw new Error(`a secret leaked:\n${searched.leaks.join('\n')}`);
};

const leak = (where: string, bytes: Buffer): readonly string[] => {
  const found = secretIn(bytes);
  return found === null ? [] : [`${where}: …${found}…`];
};

/** Searches one text: what a process printed, what a service was sent. */
export const searchText = (kind: 'output' | 'request', where: string, text: string): void => {
  const bytes = Buffer.from(withoutExempt(text));
  tell({ kind, files: 0, bytes: bytes.length, leaks: leak(where, bytes) });
};

/** Every file below a folder that holds no secret by right. Links are not followed: what they name is not the test's. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !isExempt(relative(folder, path)));

/** Searches all that a test left in its folder. */
export const searchFolder = (folder: string): void => {
  const files = filesIn(folder);
  let bytes = 0;
  const leaks = files.flatMap((path) => {
    const content = readFileSync(path);
    bytes += content.length;
    return [
      ...leak(relative(folder, path), content),
      ...leak('the name of a file', Buffer.from(relative(folder, path))),
    ];
  });
  tell({ kind: 'folder', files: files.length, bytes, leaks });
};

/** How a test ends its folder: searched, then removed, whatever was found. */
export const endFolder = (folder: string): void => {
  try {
    if (lstatSync(folder, { throwIfNoEntry: false }) !== undefined) searchFolder(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
};
