import { isAbsolute, join } from 'node:path';
import { text, type Values } from './command.ts';
import { projectOf } from '../app/documents.ts';
import type { Terminal } from './terminal.ts';

/** Where the store is: the flag or its variable, else the project's, else .onward beside onward.yaml, else here. */
export const storeOf = async (
  terminal: Terminal,
  values: Values,
): Promise<{ readonly folder: string; readonly named: boolean }> => {
  const given = text(values, 'store');
  if (given !== undefined) return { folder: given, named: true };
  const project = await projectOf(terminal.host);
  if (project === null) return { folder: '.onward', named: false };
  if (project.store !== undefined) {
    const folder = isAbsolute(project.store) ? project.store : join(project.directory, project.store);
    return { folder, named: true };
  }
  return {
    folder: project.directory === terminal.host.cwd ? '.onward' : join(project.directory, '.onward'),
    named: false,
  };
};
