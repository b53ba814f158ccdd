import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostilePlan, nasty } from './hostile.ts';
import { nodesOf } from './markdown-nodes.ts';
import { markdownOf } from './shown.ts';

const harmless = nodesOf(markdownOf(hostilePlan('harmless')));

/** Nodes that a foreign text may have more or fewer of: it is text, and where an id holds a backtick it is no code span. */
const isText = (type: string): boolean => type === 'text' || type === 'inlineCode' || type === 'html';

/** Kinds of nodes of which there are more than of harmless names. Fewer there may be: a blank name is not bold. */
const added = ({ counts }: typeof harmless): readonly string[] =>
  Object.entries(counts).flatMap(([type, count]) =>
    !isText(type) && count > (harmless.counts[type] ?? 0) ? [`${type}: ${count}`] : [],
  );

const ownHtml = /^(<\/?(details|summary|br|code)>|[^<>]|<!-- onward:plan AckCluster\/prod -->)*$/;

/** What GitHub and GitLab make of text after Markdown was read: mentions, references, addresses, mathematics. */
const afterwards = /(^|[^\w`])@[\w-]|(^|[^\w&])[#!$%^~][\w"']|\bGH-\d|:\/\/\w|\bwww\.\w|\w@\w+\.\w/i;

const rules = (text: string): void => {
  const nodes = nodesOf(markdownOf(hostilePlan(text)));
  expect(added(nodes)).toEqual([]);
  for (const type of ['table', 'tableRow', 'tableCell', 'heading', 'code'])
    expect([type, nodes.counts[type]]).toEqual([type, harmless.counts[type]]);
  for (const html of nodes.html) expect(html).toMatch(ownHtml);
  for (const part of nodes.text) expect(part).not.toMatch(afterwards);
};

const more = [
  { text: '<https://evil.example>', reason: 'an autolink' },
  { text: '[x]: https://evil.example', reason: 'a definition of a link' },
  { text: '[^1] [^1]: note', reason: 'a footnote' },
  { text: '![a][b] [c][] [d]', reason: 'links by reference' },
  { text: 'user/repo#1 org/repo@0123456789abcdef0123456789abcdef01234567', reason: 'references of other repositories' },
  { text: '&#x3c;script&#x3e;', reason: 'entities of brackets' },
  { text: '<details open><summary>Approved</summary>', reason: 'a fold of its own' },
  { text: '    indented', reason: 'indented code' },
  { text: '> quote', reason: 'a quotation' },
  { text: '---', reason: 'a rule, or the underline of a heading' },
  { text: '===', reason: 'the underline of a heading' },
  { text: '1) a', reason: 'a numbered list' },
  { text: '~~~', reason: 'a fence of tildes' },
  { text: '````````', reason: 'a longer fence' },
  { text: '|---|---|', reason: 'the rule of a table' },
  { text: 'a\\', reason: 'a break at the end of a line' },
  { text: '::set-output name=a::b', reason: 'a workflow command' },
  { text: '@-team', reason: 'a mention that begins with a hyphen' },
  { text: ':    indented', reason: 'a colon at its beginning' },
];

describe('Markdown made of hostile names, as a parser of GitHub’s Markdown reads it', () => {
  it.each([...nasty, ...more])('holds no node that is not ours: $reason', ({ text }) => {
    rules(text);
  });

  it('holds none, whatever the text', () => {
    const pieces = fc.constantFrom(
      ...[...nasty, ...more].map(({ text }) => text),
      ...Array.from('`*_[]()<>!#@|~\\&-+=$:;"\' \n\tab1'),
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { minLength: 1, maxLength: 6 }).map((all) => all.join('')),
        rules,
      ),
      { numRuns: 150 },
    );
  });

  it('would find one: the same text, not escaped, is a link, an image and HTML', () => {
    const { counts } = nodesOf('[a](https://b.example) ![c](https://d.example) <b>e</b> www.f.example');
    expect(counts).toMatchObject({ link: 2, image: 1, html: 2 });
  });
});
