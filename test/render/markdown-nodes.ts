import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

const walk = (node: Node): readonly Node[] => [node, ...(node.children ?? []).flatMap(walk)];

/** What a reader of GitHub's Markdown makes of a text: each kind of node, how often; its HTML; and what is left as text. */
export const nodesOf = (
  markdown: string,
): {
  readonly counts: Readonly<Record<string, number>>;
  readonly html: readonly string[];
  readonly text: readonly string[];
} => {
  const tree: Node = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const nodes = walk(tree);
  const counts: Record<string, number> = {};
  for (const { type } of nodes) counts[type] = (counts[type] ?? 0) + 1;
  const valuesOf = (type: string): readonly string[] =>
    nodes.flatMap((node) => (node.type === type ? [node.value ?? ''] : []));
  return { counts, html: valuesOf('html'), text: valuesOf('text') };
};
