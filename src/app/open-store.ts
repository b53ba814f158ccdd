import type { Result } from '../core/diagnostic.ts';
import { openDirectoryStore } from '../store/directory.ts';
import type { Store } from '../store/store.ts';
import type { Host } from './host.ts';

/** Opens the store of a folder with what the host has for stores: the one way to one, so that none is opened past its host. */
export const openStore = ({ storePorts }: Pick<Host, 'storePorts'>, folder: string): Promise<Result<Store>> =>
  openDirectoryStore(folder, storePorts);
