import type { Result } from '../core/diagnostic.ts';
import { directoryShelf } from './directory-shelf.ts';
import { machinePorts, type StorePorts } from './ports.ts';
import { openShelfStore } from './shelf-store.ts';
import type { Store } from './store.ts';

/**
 * Opens the store in a folder, which need not be there yet; `folder` is named in messages as it is given. Reads only.
 * Fails where something else is in its place, or it cannot be read.
 */
export const openDirectoryStore = (folder: string, ports: StorePorts = machinePorts): Promise<Result<Store>> => {
  const { files, ...machine } = ports;
  const place = folder.length > 1 ? folder.replace(/\/+$/, '') : folder;
  return openShelfStore({ ...machine, shelf: directoryShelf(files, ports.unique) }, place);
};
