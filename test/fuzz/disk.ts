import type { Host } from '../../src/app/host.ts';
import { sha256 } from '../../src/store/ports.ts';
import { openDirectoryStore } from '../../src/store/directory.ts';
import type { Store } from '../../src/store/store.ts';
import type { StorePorts } from '../../src/store/ports.ts';
import { memoryFiles } from '../../src/app/rehearse/memory-files.ts';
import { goldenHost } from '../golden/golden-host.ts';

/** Files by their absolute paths. */
export type Files = Readonly<Record<string, Uint8Array>>;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const filesOf = (texts: Readonly<Record<string, string>>): Files =>
  Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, bytesOf(text)]));

/** A machine with these files on its disk, on which nobody is at work. */
const portsOver = async (files: Files): Promise<StorePorts> => {
  const { port } = memoryFiles();
  for (const [path, bytes] of Object.entries(files)) {
    await port.makeFolder(path.slice(0, path.lastIndexOf('/')));
    await (await port.create(path)).write(bytes);
  }
  return {
    files: port,
    sha256,
    unique: () => 'unique',
    standing: () => 'gone',
    sleep: () => Promise.resolve(),
    monotonic: () => 0,
  };
};

export const storeOver = async (files: Files): Promise<Store> => {
  const store = await openDirectoryStore('/store', await portsOver(files));
  if (!store.ok) throw new Error(JSON.stringify(store.diagnostics));
  return store.value;
};

const wall = Date.UTC(2026, 10, 23);

/** Somebody's machine with such a store, and without a cloud. */
export const hostOver = async (files: Files): Promise<Host> => ({
  ...goldenHost('/work', { env: {}, wall }),
  storePorts: await portsOver(files),
});
