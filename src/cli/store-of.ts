import { isAbsolute, join } from 'node:path';
import { projectOf } from '../app/documents.ts';
import { isBucket } from '../core/bucket-place.ts';
import type { StorePlace } from '../app/store-place.ts';
import { succeed, type Result } from '../core/diagnostic.ts';
import { text, type Values } from './command.ts';
import type { Terminal } from './terminal.ts';

/** Where the store is: the flag or its variable, else the project's, else .onward beside onward.yaml, else here. */
export const storeOf = async ({ host }: Terminal, values: Values): Promise<Result<StorePlace>> => {
  const given = text(values, 'store');
  if (given !== undefined && given !== '') return succeed({ place: given, as: given });
  const project = await projectOf(host);
  if (!project.ok) return project;
  if (project.value === null) return succeed({ place: '.onward', as: null });
  const { store, directory } = project.value;
  if (store !== undefined)
    return succeed({ place: isAbsolute(store) || isBucket(store) ? store : join(directory, store), as: store });
  return succeed({ place: directory === host.cwd ? '.onward' : join(directory, '.onward'), as: null });
};
