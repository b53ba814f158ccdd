import { troubleOf } from './bucket-trouble.ts';
import {
  appendObject,
  beginObject,
  createObject,
  getText,
  removeObject,
  replaceObject,
  type Bucket,
} from './bucket-writes.ts';
import { readThere, type Growing, type Shelf } from './shelf.ts';
import { bytesOf, textOf } from './text.ts';

/** Every append is durable when it is answered. */
const growing = (bucket: Bucket, key: string, begun: string): Growing => {
  let end = bytesOf(begun).length;
  return {
    append: async (text) => {
      await appendObject(bucket, key, { position: end, text });
      end += bytesOf(text).length;
    },
    sync: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
};

const nothing = (): Promise<void> => Promise.resolve();

/** The objects of a bucket, as files. `root` is what paths begin with and keys do not: `oss://bucket/`. */
export const bucketShelf = (bucket: Bucket, root: string): Shelf => {
  const keyOf = (path: string): string => path.slice(root.length);
  const read = async (path: string): Promise<Uint8Array | null> => {
    const text = await getText(bucket, keyOf(path));
    return text === null ? null : bytesOf(text);
  };
  const keepWhole = (path: string, text: string): Promise<boolean> => createObject(bucket, keyOf(path), text);
  const shelf: Shelf = {
    read,
    exists: async (path) => (await getText(bucket, keyOf(path))) !== null,
    names: async (folder, beginning = '') => {
      const key = keyOf(folder);
      const listed = await bucket.port.list(key === '' ? beginning : `${key}/${beginning}`);
      if (listed.is === 'fault') throw troubleOf(listed);
      return listed.names.map((name) => `${beginning}${name}`).sort();
    },
    keepWhole,
    replaceWhole: (path, text) => replaceObject(bucket, keyOf(path), text),
    begin: async (path, text) =>
      (await beginObject(bucket, keyOf(path), text)) ? growing(bucket, keyOf(path), text) : 'taken',
    // There is no renaming: the text is kept under both names, and what was read is what was kept.
    publish: async (from, to) => {
      await keepWhole(to, textOf(await readThere(shelf, from)) ?? '');
    },
    remove: (path) => removeObject(bucket, keyOf(path)),
    makeFolder: nothing,
    syncFolder: nothing,
    syncFile: nothing,
  };
  return shelf;
};
