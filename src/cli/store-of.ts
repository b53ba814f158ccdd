import { isAbsolute, join } from 'node:path';
import { projectOf } from '../app/documents.ts';
import { succeed, type Result } from '../core/diagnostic.ts';
import { text, type Values } from './command.ts';
import type { Terminal } from './terminal.ts';

/** A store's folder; `named` says whether a person named it. */
export interface StorePlace {
  readonly folder: string;
  readonly named: boolean;
}

/** Where the store is: the flag or its variable, else the project's, else .onward beside onward.yaml, else here. */
export const storeOf = async ({ host }: Terminal, values: Values): Promise<Result<StorePlace>> => {
  const given = text(values, 'store');
  if (given !== undefined) return succeed({ folder: given, named: true });
  const project = await projectOf(host);
  if (!project.ok) return project;
  if (project.value === null) return succeed({ folder: '.onward', named: false });
  const { store, directory } = project.value;
  if (store !== undefined) return succeed({ folder: isAbsolute(store) ? store : join(directory, store), named: true });
  return succeed({ folder: directory === host.cwd ? '.onward' : join(directory, '.onward'), named: false });
};
