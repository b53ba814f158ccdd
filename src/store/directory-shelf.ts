import type { FilePort, OpenFile } from './file-port.ts';
import type { Growing, Shelf } from './shelf.ts';
import { bytesOf } from './text.ts';
import { createWhole, folderOf, keepWhole, listIfThere, readIfThere, replaceWhole, writeAll } from './whole-file.ts';

/** Lines in a file that no longer has a name would be lost with the last one who has it open. */
const stillThere = async (file: OpenFile): Promise<void> => {
  if ((await file.names()) === 0) throw Object.assign(new Error('the file was removed'), { code: 'ENOENT' });
};

const growing = (file: OpenFile): Growing => ({
  append: async (text, { durable }) => {
    await writeAll(file, bytesOf(text));
    if (durable) await file.sync();
    await stillThere(file);
  },
  sync: file.sync,
  close: file.close,
});

/** The files of a directory, each whole. `unique` gives names that nobody else uses. */
export const directoryShelf = (files: FilePort, unique: () => string): Shelf => ({
  read: (path) => readIfThere(files, path),
  exists: files.exists,
  names: async (folder, beginning = '') =>
    (await listIfThere(files, folder)).filter((name) => name.startsWith(beginning)),
  keepWhole: (path, text) => keepWhole(files, { path, text, unique: unique() }),
  replaceWhole: (path, text) => replaceWhole(files, { path, text, unique: unique() }),
  begin: async (path, text) => {
    const file = await createWhole(files, { path, text, unique: unique() });
    return file === 'taken' ? file : growing(file);
  },
  publish: async (from, to) => {
    await files.rename(from, to);
    await files.syncFolder(folderOf(to));
  },
  remove: files.remove,
  makeFolder: files.makeFolder,
  syncFolder: files.syncFolder,
  syncFile: files.syncFile,
});
