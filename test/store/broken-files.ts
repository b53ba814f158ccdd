import { nodeFiles, type FilePort, type OpenFile } from '../../src/store/file-port.ts';

const broken = (code: string): Error => Object.assign(new Error(`${code}: made up by a test`), { code });

/** Called before each call, with its number from 1 and its name; what it throws is thrown by the call. */
export type Before = (call: number, name: string) => void;

type Methods = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

const wrapping = <T extends object>(whole: T, before: (name: string) => void): T => {
  const entries = Object.entries(whole as Methods).map(([name, method]) => {
    const wrapped = async (...args: never[]): Promise<unknown> => {
      // A close that fails has closed all the same (close(2)).
      if (name === 'close') await method(...args);
      before(name);
      return name === 'close' ? undefined : method(...args);
    };
    return [name, wrapped];
  });
  return Object.fromEntries(entries) as T;
};

/** The files of this machine, with a look before every call on a folder or on an open file. */
export const filesWith = (before: Before): FilePort => {
  let calls = 0;
  const look = (name: string): void => {
    before((calls += 1), name);
  };
  const files = wrapping(nodeFiles, look);
  const create = async (path: string): Promise<OpenFile> => wrapping(await files.create(path), look);
  return { ...files, create };
};

/** Breaks one call by its number. `broke` says which it was. */
export const breaking = (
  at: number,
  errno: string,
): { readonly files: FilePort; readonly broke: () => string | undefined } => {
  let name: string | undefined;
  const files = filesWith((call, called) => {
    if (call !== at) return;
    name = called;
    throw broken(errno);
  });
  return { files, broke: () => name };
};

/** Files that take `atOnce` bytes in a write, and after `room` bytes in all no more: ENOSPC. */
export const scarce = (atOnce: number, room = Infinity): FilePort => {
  let left = room;
  const narrow = (file: OpenFile): OpenFile => ({
    ...file,
    write: async (bytes) => {
      if (left <= 0) throw broken('ENOSPC');
      const taken = await file.write(bytes.subarray(0, Math.min(atOnce, left)));
      left -= taken;
      return taken;
    },
  });
  return { ...nodeFiles, create: async (path) => narrow(await nodeFiles.create(path)) };
};
