import type { FilePort, OpenFile } from '../../store/file-port.ts';

interface Inode {
  bytes: Uint8Array;
  /** How many of them are on the disk. */
  synced: number;
  names: number;
}

interface Folder {
  readonly entries: Map<string, Inode>;
  /** The names as they are on the disk. */
  durable: ReadonlyMap<string, Inode>;
}

/** A disk in memory. Files are torn and names are gone after `loseUnsynced`, as where the power fails. */
export interface MemoryFiles {
  readonly port: FilePort;
  /** What was not put on the disk is lost, but for the first `keep` (0 to 1) of each file's new bytes. */
  readonly loseUnsynced: (keep: number) => void;
  /** Every file as text, by its path. */
  readonly texts: () => Readonly<Record<string, string>>;
}

const problem = (code: string, path: string): Error => Object.assign(new Error(`${code} ${path}`), { code });

const split = (path: string): readonly [string, string] => {
  const at = path.lastIndexOf('/');
  return [path.slice(0, at), path.slice(at + 1)];
};

const concat = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
};

const emptyInode = (): Inode => ({ bytes: new Uint8Array(), synced: 0, names: 0 });

const openFile = (inode: Inode): OpenFile => ({
  write: (bytes) => {
    inode.bytes = concat(inode.bytes, bytes);
    return Promise.resolve(bytes.length);
  },
  sync: () => {
    inode.synced = inode.bytes.length;
    return Promise.resolve();
  },
  names: () => Promise.resolve(inode.names),
  close: () => Promise.resolve(),
});

/** Folders are durable as they are made: the store syncs those above its own, and none of its promises rests on that here. */
const createFolders = () => {
  const folders = new Map<string, Folder>();
  const folderOf = (path: string): Folder => {
    const folder = folders.get(path);
    if (folder === undefined) throw problem('ENOENT', path);
    return folder;
  };
  const inodeAt = (path: string): Inode => {
    const [folder, name] = split(path);
    const inode = folderOf(folder).entries.get(name);
    if (inode === undefined) throw problem('ENOENT', path);
    return inode;
  };
  const put = (path: string, inode: Inode): void => {
    const [folder, name] = split(path);
    folderOf(folder).entries.set(name, inode);
    inode.names += 1;
  };
  const take = (path: string): Inode => {
    const [folder, name] = split(path);
    const inode = inodeAt(path);
    folderOf(folder).entries.delete(name);
    inode.names -= 1;
    return inode;
  };
  const isFree = (path: string): void => {
    const [folder, name] = split(path);
    if (folderOf(folder).entries.has(name)) throw problem('EEXIST', path);
  };
  return { folders, folderOf, inodeAt, put, take, isFree };
};

type Folders = ReturnType<typeof createFolders>;

const readsOver = ({ folders, folderOf, inodeAt }: Folders): Pick<FilePort, 'read' | 'list' | 'exists'> => ({
  read: async (path) => Promise.resolve(inodeAt(path).bytes),
  list: async (path) =>
    Promise.resolve([
      ...folderOf(path).entries.keys(),
      ...[...folders.keys()].filter((other) => split(other)[0] === path).map((other) => split(other)[1]),
    ]),
  exists: (path) => {
    const [folder, name] = split(path);
    return Promise.resolve(folders.has(path) || folders.get(folder)?.entries.has(name) === true);
  },
});

type NameChange = 'makeFolder' | 'create' | 'link' | 'rename' | 'remove';

const namesOver = ({ folders, folderOf, inodeAt, put, take, isFree }: Folders): Pick<FilePort, NameChange> => ({
  makeFolder: (path) => {
    for (let at = path; at !== ''; [at] = split(at))
      if (!folders.has(at)) folders.set(at, { entries: new Map(), durable: new Map() });
    return Promise.resolve();
  },
  create: async (path) => {
    isFree(path);
    const inode = emptyInode();
    put(path, inode);
    return Promise.resolve(openFile(inode));
  },
  link: async (from, to) => {
    const inode = inodeAt(from);
    isFree(to);
    put(to, inode);
    return Promise.resolve();
  },
  rename: async (from, to) => {
    const [folder, name] = split(to);
    if (folderOf(folder).entries.has(name)) take(to);
    put(to, take(from));
    return Promise.resolve();
  },
  remove: async (path) => {
    take(path);
    return Promise.resolve();
  },
});

const syncsOver = ({ folderOf, inodeAt }: Folders): Pick<FilePort, 'syncFile' | 'syncFolder'> => ({
  syncFile: async (path) => {
    const inode = inodeAt(path);
    inode.synced = inode.bytes.length;
    return Promise.resolve();
  },
  syncFolder: async (path) => {
    const folder = folderOf(path);
    folder.durable = new Map(folder.entries);
    return Promise.resolve();
  },
});

export const memoryFiles = (): MemoryFiles => {
  const made = createFolders();
  const all = (): readonly Folder[] => [...made.folders.values()];
  return {
    port: { ...readsOver(made), ...namesOver(made), ...syncsOver(made) },
    loseUnsynced: (keep) => {
      for (const { entries, durable } of all()) {
        entries.clear();
        for (const [name, inode] of durable) entries.set(name, inode);
      }
      const inodes = new Set(all().flatMap(({ entries }) => [...entries.values()]));
      for (const inode of inodes) {
        const kept = inode.synced + Math.floor((inode.bytes.length - inode.synced) * keep);
        inode.bytes = inode.bytes.slice(0, kept);
        inode.synced = kept;
        inode.names = all().flatMap(({ entries }) => [...entries.values()].filter((one) => one === inode)).length;
      }
    },
    texts: () =>
      Object.fromEntries(
        [...made.folders].flatMap(([path, { entries }]) =>
          [...entries].map(([name, { bytes }]) => [`${path}/${name}`, new TextDecoder().decode(bytes)]),
        ),
      ),
  };
};
