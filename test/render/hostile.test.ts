import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../src/render/markdown/escape-markdown.ts';
import { escapeText } from '../../src/render/text/escape-text.ts';
import { hostilePlan, nasty } from './hostile.ts';
import { markdownOf, textOf } from './shown.ts';

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** What a Markdown reader would still see as text: fences, code and our own folds are taken out. */
const outsideFences = (markdown: string): string => markdown.replace(/^(`{3,})diff\n[\s\S]*?\n\1$/gm, '');

describe('hostile names', () => {
  it.each(nasty)('obeys and hides nothing in text: $reason', ({ text }) => {
    const shown = textOf(hostilePlan(text));
    for (const line of shown.split('\n')) expect(line).not.toMatch(unseen);
    expect(shown.split('\n').filter((line) => line.startsWith('READY  ')).length).toBe(1);
  });

  it.each(nasty)('is text and nothing else in Markdown: $reason', ({ text }) => {
    const markdown = markdownOf(hostilePlan(text));
    expect(markdown.replaceAll('\n', '')).not.toMatch(unseen);
    const rest = outsideFences(markdown);
    expect(rest).not.toMatch(/<(?!\/?(details|summary|br|code)>|!-- onward:plan AckCluster\/prod -->)/);
    expect(rest.match(/<!-- onward:plan AckCluster\/prod -->/g)?.length).toBe(1);
    expect(rest.match(/<details>/g)?.length).toBe(rest.match(/<\/details>/g)?.length);
    expect(rest).not.toMatch(/(?<!\\)!\[|(?<!\\)\]\(/);
    // The parting character is written as an entity, which holds a number sign of our own.
    expect(
      rest
        .replace(/`[^`\n]*`/g, '')
        .replaceAll('&#8203;', '\u200b')
        .replaceAll('&#124;', '|'),
    ).not.toMatch(/[@#]\w|GH-\d|:\/\/|www\./);
  });

  it.each(nasty)('keeps every table row at its number of cells: $reason', ({ text }) => {
    const rows = outsideFences(markdownOf(hostilePlan(text))).split('\n');
    const steps = rows.slice(rows.indexOf('| # | step | what | way back | takes | away |'));
    const table = steps.slice(0, steps.indexOf(''));
    expect(table.length).toBe(7);
    for (const row of table) expect(row.split('|').length, row).toBe(8);
  });

  it.each(nasty)('closes its diff fences only itself: $reason', ({ text }) => {
    const markdown = markdownOf(hostilePlan(text)).split('\n');
    const opened = markdown.flatMap((line, at) => (/^`{3,}diff$/.test(line) ? [at] : []));
    expect(opened).toHaveLength(2);
    for (const open of opened) {
      const fence = markdown[open]!.replace('diff', '');
      const close = markdown.indexOf(fence, open);
      expect(markdown.slice(open + 1, close).every((line) => /^[-+~!@ ?=]/.test(line))).toBe(true);
      expect(markdown.slice(open + 1, close).some((line) => line.trim().startsWith(fence))).toBe(false);
      expect(markdown[close + 1]).toBe('');
    }
  });

  it('writes each character that cannot be seen as its number', () => {
    expect(escapeText('a\u001b[31m\u202e\u2066\n\t\u0085\u{e0041}\ud800z')).toBe(
      'a\\u001b[31m\\u202e\\u2066\\n\\t\\u0085\\u{e0041}\\ud800z',
    );
  });

  it.each([
    { text: '`a`', shown: '\\`a\\`', reason: 'code' },
    { text: 'a|b', shown: 'a&#124;b', reason: 'a cell' },
    { text: '<b>&amp;', shown: '&lt;b&gt;&amp;&#8203;amp;', reason: 'HTML and entities' },
    { text: '*a* _b_ ~c~', shown: '\\*a\\* \\_b\\_ \\~&#8203;c\\~', reason: 'emphasis' },
    { text: '[a](b)', shown: '\\[a\\](b)', reason: 'a link' },
    { text: '- a', shown: '\\- a', reason: 'a list' },
    { text: '1. a', shown: '1\\. a', reason: 'a numbered list' },
    { text: '--- ', shown: '\\--- ', reason: 'a rule' },
    { text: '@all #1 GH-1', shown: '@&#8203;all \\#&#8203;1 GH-&#8203;1', reason: 'mentions and references' },
    { text: 'http://a www.b', shown: 'http:&#8203;//a www&#8203;.b', reason: 'addresses' },
    { text: '\\', shown: '\\\\', reason: 'a backslash' },
    { text: '\ufff9\u0600', shown: '\\\\ufff9\\\\u0600', reason: 'formats that are not ignorable' },
  ])('takes away the meaning of $reason', ({ text, shown }) => {
    expect(escapeMarkdown(text)).toBe(shown);
  });

  it('leaves what people write as it is', () => {
    expect(escapeText('prod-\u676d\u5dde \u00e9 \u26a0\ufe0f 99.95 %')).toBe(
      'prod-\u676d\u5dde \u00e9 \u26a0\ufe0f 99.95 %',
    );
    expect(escapeMarkdown('slb.s1.small in cn-hangzhou, 5 of 6')).toBe('slb.s1.small in cn-hangzhou, 5 of 6');
  });

  it('cuts a value of a hundred thousand characters and says by how much', () => {
    expect(escapeMarkdown('x'.repeat(100_000))).toBe(`${'x'.repeat(2000)} (98000 characters cut)`);
    const markdown = markdownOf(hostilePlan('\u676d|<'.repeat(50_000)));
    expect(new TextEncoder().encode(markdown).length).toBeLessThanOrEqual(60_000);
    expect(markdown).toContain('<!-- onward:plan AckCluster/prod -->');
  });
});
