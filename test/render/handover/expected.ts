import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderHandover } from '../../../src/render/render-handover.ts';
import { sampleModel } from './sample.ts';

/** Where reviewed texts lie; `.txt`, so that no tool takes them for source. */
const pathOf = (path: string): string =>
  join('test/render/handover/expected', `${path.replace(/^.*\//, '')}${path.endsWith('.tf') ? '' : '.txt'}`);

/** The files of the sample's handover, and where each was reviewed. */
export const expectedFiles = (): readonly { readonly path: string; readonly at: string; readonly text: string }[] =>
  renderHandover(sampleModel()).map(({ path, text }) => ({ path, at: pathOf(path), text }));

export const readExpected = (at: string): string => readFileSync(at, 'utf8');
