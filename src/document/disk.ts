import { constants, type Dirent } from 'node:fs';
import { open, readdir, realpath, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry, Files, Listing, Read } from './files.ts';
import { limits } from './limits.ts';

type Failed = { readonly is: 'absent' | 'forbidden' } | { readonly is: 'unreadable'; readonly why: string };

const failed = (reason: unknown): Failed => {
  const code = reason instanceof Error && 'code' in reason ? String(reason.code) : String(reason);
  if (code === 'ENOENT' || code === 'ENOTDIR') return { is: 'absent' };
  if (code === 'EACCES' || code === 'EPERM') return { is: 'forbidden' };
  return { is: 'unreadable', why: code };
};

/** Reads to the end, or one byte further than the limit: the size that was told need not be the size that comes. */
const readUpToLimit = async (handle: FileHandle): Promise<Uint8Array> => {
  const buffer = new Uint8Array(limits.bytes + 1);
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, null);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.slice(0, filled);
};

const readRegular = async (path: string): Promise<Read> => {
  // Should the file have become a pipe since it was looked at, opening it must not wait for a writer.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const bytes = await readUpToLimit(handle);
    return bytes.length > limits.bytes ? { is: 'too-large' } : { is: 'file', bytes, real: await realpath(path) };
  } finally {
    await handle.close();
  }
};

const readFile = async (path: string): Promise<Read> => {
  try {
    // Looked at before it is opened: opening some devices does something.
    const found = await stat(path);
    if (found.isDirectory()) return { is: 'directory' };
    if (!found.isFile()) return { is: 'special' };
    return found.size > limits.bytes ? { is: 'too-large' } : await readRegular(path);
  } catch (reason) {
    return failed(reason);
  }
};

const kindOf = (entry: Pick<Dirent, 'isFile' | 'isDirectory'>): Entry['is'] =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : 'other';

const followed = async (directory: string, entry: Dirent): Promise<Entry> => {
  if (!entry.isSymbolicLink()) return { name: entry.name, is: kindOf(entry) };
  try {
    return { name: entry.name, is: kindOf(await stat(join(directory, entry.name))) };
  } catch {
    return { name: entry.name, is: 'other' };
  }
};

const list = async (path: string): Promise<Listing> => {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const real = await realpath(path);
    return { is: 'directory', real, entries: await Promise.all(entries.map((entry) => followed(path, entry))) };
  } catch (reason) {
    return failed(reason);
  }
};

const readStream = async (stream: AsyncIterable<Uint8Array>): Promise<Read> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > limits.bytes) return { is: 'too-large' };
      chunks.push(chunk);
    }
  } catch (reason) {
    return failed(reason);
  }
  return { is: 'file', bytes: Buffer.concat(chunks), real: '-' };
};

/** The file system of this machine. `stdin` gives bytes, as process.stdin does. */
export const diskFiles = (stdin: AsyncIterable<Uint8Array>): Files => ({
  readFile,
  list,
  readStdin: () => readStream(stdin),
});
