import type { SchemaNode } from './schema-node.ts';

/** Comments are as wide as a terminal, less what they may be indented. */
const width = 96;

const wrapped = (text: string): string => {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length >= width) lines.push(` ${word}`);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join('\n');
};

/** What a schema says of a field, as the text of a comment; '' where it says nothing. */
export const commentOf = ({ description }: SchemaNode): string =>
  description === undefined ? '' : wrapped(description);

const wordsOf = ({ enum: words, anyOf = [] }: SchemaNode): readonly unknown[] => words ?? anyOf.flatMap(wordsOf);

/** The same with the form or the words that may stand there, for a field that is still to be filled in. */
export const questionOf = (node: SchemaNode): string => {
  const { description = '', 'x-onward': { form = '' } = {} } = node;
  const words = wordsOf(node);
  const demand = words.length > 0 ? `One of ${words.join(', ')}.` : description.includes(form) ? '' : `Write ${form}.`;
  const said = `${description} ${demand}`.trim();
  return said === '' ? '' : wrapped(said);
};
