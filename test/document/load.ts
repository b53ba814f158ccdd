import type { Diagnostic, Result } from '../../src/core/diagnostic.ts';
import { loadDocuments, type Loaded } from '../../src/document/load-documents.ts';
import { ackKind } from './ack-kind.ts';
import { memoryFiles, type Tree } from './memory-files.ts';

export const clusterId = 'c82e6987e2961451182edacd74faf0000';

/** A document that nothing is wrong with, in as few lines as there are fields. */
export const cluster = (name: string, id = clusterId): string =>
  `apiVersion: onward/v1
kind: AckCluster
metadata: {name: ${name}}
spec: {clusterId: ${id}, region: cn-hangzhou, edition: pro}
`;

/** Loads from a tree in memory; the working directory is /w. */
export const load = (tree: Tree, sources: readonly string[] = [], stdin = ''): Promise<Result<Loaded>> =>
  loadDocuments(sources, { kinds: [ackKind], files: memoryFiles(tree, stdin), cwd: '/w' });

/** `CODE file:line:column summary`, as far as there is a line. */
export const brief = ({ code, at, summary }: Diagnostic): string =>
  `${code} ${[at?.file, at?.line, at?.column].filter((part) => part !== undefined).join(':')} ${summary}`;

export const problems = async (tree: Tree, sources: readonly string[] = [], stdin = ''): Promise<readonly string[]> =>
  (await load(tree, sources, stdin)).diagnostics.map(brief);

export const loaded = async (tree: Tree, sources: readonly string[] = [], stdin = ''): Promise<Loaded> => {
  const result = await load(tree, sources, stdin);
  if (!result.ok) throw new Error(result.diagnostics.map(brief).join('\n'));
  return result.value;
};
