import { errnoOf, type FilePort, type OpenFile } from './file-port.ts';
import { bytesOf } from './text.ts';

/** Writes all bytes, however few the file takes at a time. */
export const writeAll = async (file: OpenFile, bytes: Uint8Array): Promise<void> => {
  for (let at = 0; at < bytes.length;) {
    const taken = await file.write(bytes.subarray(at));
    if (taken <= 0) throw Object.assign(new Error('a write took nothing'), { code: 'EIO' });
    at += taken;
  }
};

export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Where a file is written before it gets its name; lists of the store pass over names that begin with a dot. */
const draftOf = (path: string, unique: string): string =>
  `${folderOf(path)}/.${path.slice(path.lastIndexOf('/') + 1)}.${unique}`;

const quietly = async (act: () => Promise<void>): Promise<void> => {
  try {
    await act();
  } catch (problem) {
    if (errnoOf(problem) === undefined) throw problem;
  }
};

/** File systems without a second name for a file (exFAT, some network and user-space ones). */
const linkless = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV'];

export interface WholeFile {
  readonly path: string;
  readonly text: string;
  /** A name that nobody else uses. */
  readonly unique: string;
}

type Linked = 'linked' | 'taken' | 'impossible';

/** A link that was made although its answer was lost (NFS) is told by the second name of the draft. */
const linkOnce = async (files: FilePort, draft: string, target: { path: string; file: OpenFile }): Promise<Linked> => {
  try {
    await files.link(draft, target.path);
    return 'linked';
  } catch (problem) {
    const errno = errnoOf(problem) ?? '';
    if (linkless.includes(errno)) return 'impossible';
    if (errno !== 'EEXIST') throw problem;
    return (await target.file.names()) > 1 ? 'linked' : 'taken';
  }
};

const writeNew = async (files: FilePort, path: string, text: string): Promise<OpenFile> => {
  const file = await files.create(path);
  try {
    await writeAll(file, bytesOf(text));
    await file.sync();
    return file;
  } catch (problem) {
    await quietly(file.close);
    throw problem;
  }
};

/** Without links the name comes before the text, so that a reader may meet an empty or torn file. */
const createInPlace = async (files: FilePort, whole: WholeFile): Promise<OpenFile | 'taken'> => {
  try {
    return await writeNew(files, whole.path, whole.text);
  } catch (problem) {
    if (errnoOf(problem) === 'EEXIST') return 'taken';
    throw problem;
  }
};

const nameDraft = async (files: FilePort, whole: WholeFile, draft: string): Promise<OpenFile | 'taken'> => {
  const file = await writeNew(files, draft, whole.text);
  try {
    const linked = await linkOnce(files, draft, { path: whole.path, file });
    if (linked === 'linked') return file;
    await file.close();
    return linked === 'taken' ? 'taken' : await createInPlace(files, whole);
  } catch (problem) {
    await quietly(file.close);
    throw problem;
  }
};

/**
 * Exclusive create: of many callers at once exactly one gets the file, the others `taken`; who sees the name sees the
 * whole text, and both are on the disk before this returns. The file stays open for appending.
 */
export const createWhole = async (files: FilePort, whole: WholeFile): Promise<OpenFile | 'taken'> => {
  const draft = draftOf(whole.path, whole.unique);
  let made: OpenFile | 'taken';
  try {
    made = await nameDraft(files, whole, draft);
  } finally {
    await quietly(() => files.remove(draft));
  }
  if (made === 'taken') return made;
  try {
    await files.syncFolder(folderOf(whole.path));
    return made;
  } catch (problem) {
    await quietly(made.close);
    throw problem;
  }
};

/** The same for a file to which nothing is added. True if it was made here. */
export const keepWhole = async (files: FilePort, whole: WholeFile): Promise<boolean> => {
  const made = await createWhole(files, whole);
  if (made === 'taken') return false;
  await made.close();
  return true;
};

/** Puts a new text in place of a file's old one; readers see one or the other. */
export const replaceWhole = async (files: FilePort, whole: WholeFile): Promise<void> => {
  const draft = draftOf(whole.path, whole.unique);
  try {
    const file = await writeNew(files, draft, whole.text);
    await file.close();
    await files.rename(draft, whole.path);
  } catch (problem) {
    await quietly(() => files.remove(draft));
    throw problem;
  }
};

/** The bytes of a file, or null where there is none. */
export const readIfThere = async (files: FilePort, path: string): Promise<Uint8Array | null> => {
  try {
    return await files.read(path);
  } catch (problem) {
    if (errnoOf(problem) === 'ENOENT') return null;
    throw problem;
  }
};

/** The names in a folder that are not drafts; none where there is no folder. */
export const listIfThere = async (files: FilePort, folder: string): Promise<readonly string[]> => {
  try {
    return (await files.list(folder)).filter((name) => !name.startsWith('.')).sort();
  } catch (problem) {
    if (errnoOf(problem) === 'ENOENT') return [];
    throw problem;
  }
};
