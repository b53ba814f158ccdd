import { basename, isAbsolute, relative } from 'node:path';
import { nameFrom } from '../document/name-from.ts';
import { projectFile, projectSample } from '../document/project.ts';
import { apiVersion } from '../document/validate.ts';
import { writeDocument } from '../document/write-document.ts';
import type { NewFile } from './keep-files.ts';

/** An onward.yaml beside the first documents, so that every verb finds them; null where they lie outside of the folder. */
export const newProject = (out: string, cwd: string): NewFile | null => {
  const documents = isAbsolute(out) ? relative(cwd, out) : out.replace(/(?<=.)\/+$/, '');
  if (documents === '..' || documents.startsWith('../')) return null;
  const value = {
    apiVersion,
    kind: projectSample.name,
    metadata: { name: nameFrom(basename(cwd)) || 'onward' },
    spec: { documents: [documents || '.'] },
  };
  return { path: projectFile, text: writeDocument(value, { schema: projectSample.schema }) };
};
