import { kinds } from '../../../providers/registry.ts';
import type { Place, Result } from '../../../src/core/diagnostic.ts';
import { loadDocuments, type Loaded } from '../../../src/document/load-documents.ts';
import { memoryFiles, type Tree } from '../../document/memory-files.ts';
import { bytesOf, given, type Given } from '../inputs/documents.ts';
import { law, type Law } from '../law.ts';
import { areTold } from '../told.ts';
import { withinTime } from '../within-time.ts';

const treeOf = ({ document, project }: Given): Tree => ({
  '/w/a.yaml': bytesOf(document),
  ...(project === null ? {} : { '/w/onward.yaml': bytesOf(project) }),
});

/** By a document's name, and as the project has it. */
const load = (tree: Tree, sources: readonly string[]): Promise<Result<Loaded>> =>
  loadDocuments(sources, { kinds, files: memoryFiles(tree), cwd: '/w' });

/** How long each line of a file is, as an editor shows it. */
const linesOf = (bytes: Tree[string]): readonly number[] =>
  bytes instanceof Uint8Array
    ? new TextDecoder()
        .decode(bytes)
        .split('\n')
        .map(({ length }) => length)
    : [];

const pointersIn = (value: unknown, pointer = ''): readonly string[] => [
  pointer,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) =>
        pointersIn(inner, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
      )
    : []),
];

const placesOf = (result: Result<Loaded>): readonly (Place | undefined)[] => [
  ...result.diagnostics.map(({ at }) => at),
  ...(result.ok
    ? result.value.desired.flatMap(({ place, spec, labels }) =>
        [...pointersIn(spec, '/spec'), ...pointersIn(labels, '/metadata/labels'), '/no/such'].map(place),
      )
    : []),
];

const areWithin = (places: readonly (Place | undefined)[], tree: Tree): void => {
  const lines = new Map(Object.entries(tree).map(([path, bytes]) => [path.replace('/w/', ''), linesOf(bytes)]));
  for (const place of places) {
    const { file = '', line = 1, column = 1 } = place ?? {};
    const length = lines.get(file.replace('/w/', ''))?.[line - 1];
    if (length === undefined || column < 1 || column > length + 1)
      throw new Error(`${JSON.stringify(place)} lies outside of the file`);
  }
};

const saidBy = (result: Result<Loaded>): string =>
  JSON.stringify([result.diagnostics, result.ok ? result.value : null]);

const sourcesOf = ({ project }: Given): readonly (readonly string[])[] =>
  project === null ? [['a.yaml']] : [['a.yaml'], []];

/** It is read or refused, and every place that is named lies within its file. */
export const documentLaws: readonly Law[] = [
  law({ name: 'documents: read or refused at a place within the file', tries: 3000 }, given, async (input) => {
    const tree = treeOf(input);
    for (const sources of sourcesOf(input)) {
      const result = await withinTime(() => load(tree, sources));
      if (result.ok === result.diagnostics.some(({ severity }) => severity === 'error'))
        throw new Error('it is neither read nor refused');
      areTold(result.diagnostics);
      areWithin(placesOf(result), tree);
      if (saidBy(await load(tree, sources)) !== saidBy(result)) throw new Error('read again, it is another');
    }
  }),
];
