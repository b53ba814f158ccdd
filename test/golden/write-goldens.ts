import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectedFiles } from '../render/handover/expected.ts';
import { coverageText, lookAtGallery, page } from './coverage.ts';
import { makeGolden } from './make-golden.ts';
import { readmeText } from './readme-text.ts';
import { folderOf, gallery, keptOf, readme, scenarios } from './scenarios.ts';

const readOrEmpty = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** Writes what differs and says so. */
const keep = (path: string, text: string): readonly string[] => {
  if (readOrEmpty(path) === text) return [];
  writeFileSync(path, text);
  return [path];
};

/** Makes every golden anew; the paths that changed. */
export const writeGoldens = async (): Promise<readonly string[]> => {
  const changed: string[] = [];
  for (const scenario of scenarios) {
    const { files } = await makeGolden(scenario);
    for (const file of keptOf(scenario)) changed.push(...keep(join(folderOf(scenario), file), files[file]));
  }
  for (const { at, text } of expectedFiles()) changed.push(...keep(at, text));
  return [...changed, ...keep(join(gallery, readme), readmeText()), ...keep(page, coverageText(await lookAtGallery()))];
};
