import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskFiles } from '../../src/document/disk.ts';
import { loadDocuments } from '../../src/document/load-documents.ts';
import { ackKind } from './ack-kind.ts';
import { brief, cluster } from './load.ts';

let folder = '';

const server = createServer();

/** Standard input that gives these chunks. */
async function* input(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

const files = diskFiles(input());

const names = async (...sources: readonly string[]) => {
  const result = await loadDocuments(sources, { kinds: [ackKind], files, cwd: folder });
  return result.ok ? result.value.desired.map(({ name }) => name) : result.diagnostics.map(brief);
};

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'onward-documents-')));
  mkdirSync(join(folder, 'deep/er'), { recursive: true });
  writeFileSync(join(folder, 'deep/er/a.yaml'), cluster('a'));
  writeFileSync(join(folder, 'large.yaml'), '#'.repeat(1024 * 1024 + 1));
  symlinkSync('..', join(folder, 'deep/er/up'));
  symlinkSync('er/a.yaml', join(folder, 'deep/again.yaml'));
  symlinkSync('nowhere', join(folder, 'dangling.yaml'));
  await new Promise<void>((resolve) => server.listen(join(folder, 'socket.yaml'), resolve));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

describe('the file system of this machine', () => {
  it('gives a file that is reached by links once, and links in a circle end', async () => {
    expect(await names('deep')).toEqual(['a']);
    expect(await names('deep/**/*.yaml')).toEqual(['a']);
  });

  it.each([
    { source: 'dangling.yaml', is: 'DOC022 dangling.yaml dangling.yaml does not exist', reason: 'a link to nothing' },
    {
      source: 'deep/er/a.yaml/b',
      is: 'DOC022 deep/er/a.yaml/b deep/er/a.yaml/b does not exist',
      reason: 'a path through a file',
    },
    {
      source: 'socket.yaml',
      is: 'DOC024 socket.yaml socket.yaml is neither a file nor a directory',
      reason: 'a socket',
    },
    { source: '/dev/zero', is: 'DOC024 /dev/zero /dev/zero is neither a file nor a directory', reason: 'a device' },
    { source: 'large.yaml', is: 'DOC010 large.yaml large.yaml is larger than 1 MiB', reason: 'a large file' },
    { source: 'a\0b', is: 'DOC025 a\0b a\0b could not be read: ERR_INVALID_ARG_VALUE', reason: 'a name that is none' },
    {
      source: 'x'.repeat(999),
      is: `DOC025 ${'x'.repeat(999)} ${'x'.repeat(999)} could not be read: ENAMETOOLONG`,
      reason: 'a name that is too long',
    },
  ])('says what is in the way: $reason', async ({ source, is }) => {
    expect(await names(source)).toEqual([is]);
  });

  it('tells of each file of a directory that cannot be read', async () => {
    expect((await names('.')).map((line) => line.slice(0, 6))).toEqual(['DOC022', 'DOC010', 'DOC024']);
  });

  it('reads standard input to its end, and no more than 1 MiB of it', async () => {
    const half = new Uint8Array(600 * 1024);
    const read = await diskFiles(input(half, new Uint8Array([1]))).readStdin();
    expect(read.is === 'file' && [read.bytes.length, read.bytes.at(-1)]).toEqual([half.length + 1, 1]);
    expect(await diskFiles(input(half, half)).readStdin()).toEqual({ is: 'too-large' });
  });
});
