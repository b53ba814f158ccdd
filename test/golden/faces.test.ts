import { parseAllDocuments } from 'yaml';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/render/text/display-width.ts';
import { handWritten, keptOf, readGolden, readWritten, scenarios } from './scenarios.ts';

/** A command that stands on a line of its own, to be copied whole. */
const isCommand = (line: string): boolean => /^ *(fix: )?[`(]?(onward|kubectl|aliyun|npm|terraform) /.test(line);

/** Nothing foreign is wide, so that a longer line is one word that could not be broken, behind what leads it. */
const isUnbreakable = (line: string, columns: number): boolean => {
  if (isCommand(line)) return true;
  const words = line.trim().split(' ');
  const longest = words.reduce((most, word) => (word.length > most.length ? word : most), '');
  const lead = line.slice(0, line.indexOf(longest));
  return line.endsWith(longest) && /^ *(\S+ )?$/.test(lead) && displayWidth(line) > columns;
};

/** What came from the world and the document, where a plan may repeat it. */
const foreignCharacters = (scenario: string): ReadonlySet<string> =>
  new Set(
    handWritten.flatMap((file) =>
      parseAllDocuments(readWritten(scenario, file)).flatMap((document) => Array.from(JSON.stringify(document.toJS()))),
    ),
  );

/** HTML that the Markdown face writes itself; everything else is written out. */
const ownHtml = /<br>|<\/?details>|<\/?summary>|<\/?code>|<!-- onward:plan( [\w./-]+)? -->/g;

const insideCode = /`[^`\n]*`/g;

describe.each(scenarios)('%s', (scenario) => {
  const text = readGolden(scenario, 'plan.txt');
  const markdown = readGolden(scenario, 'plan.md');

  it.each(keptOf(scenario).includes('plan.wide.txt') ? [80, 120] : [80])(
    'is read at %d columns, but for words and commands that cannot be broken',
    (columns) => {
      const shown = columns === 80 ? text : readGolden(scenario, 'plan.wide.txt');
      const wide = shown.split('\n').filter((line) => displayWidth(line) > columns);
      expect(wide.filter((line) => !isUnbreakable(line, columns))).toEqual([]);
    },
  );

  it('says in ASCII what is its own', () => {
    const foreign = foreignCharacters(scenario);
    const odd = Array.from(text).filter((character) => character > '~' && !foreign.has(character));
    expect(odd).toEqual([]);
  });

  it('holds no character that a terminal obeys or hides, and no line ends in a space', () => {
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u);
    expect(text.split('\n').filter((line) => /\s$/.test(line))).toEqual([]);
    expect(text.endsWith('\n') && !text.endsWith('\n\n')).toBe(true);
  });

  it('starts a line at the left edge only with words of its own', () => {
    const left = text.split('\n').filter((line) => /^\S/.test(line));
    const own = /^(PLAN|READY|BLOCKED|INCOMPLETE|NOTHING TO DO|A yes to [0-9a-f]{12} )/;
    const diagnostics = /^[\w./-]+:\d+:\d+: .*[A-Z]{3}\d{3} /;
    expect(left.filter((line) => !own.test(line) && !diagnostics.test(line))).toEqual([]);
  });

  it('fits into a comment', () => {
    expect(new TextEncoder().encode(markdown).length).toBeLessThanOrEqual(60_000);
  });

  it('writes no HTML but its own, mentions nobody and links nothing in Markdown', () => {
    const rest = markdown
      .replace(ownHtml, '')
      .replace(insideCode, '')
      .replace(/&#8203;|&#124;|&[a-z]+;/g, '\u00b7');
    expect(rest).not.toMatch(/<[a-z/!]/i);
    expect(rest).not.toMatch(/(^|[^\\\w])!?\[[^\]\n]*\]\(/m);
    expect(rest).not.toMatch(/@\w|\bwww\.|:\/\/|#\d/);
    expect(markdown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u);
    expect(markdown.match(/<!-- onward:plan( [\w./-]+)? -->/g)).toHaveLength(1);
  });

  it('tells the same decision, standing and counts in both faces', () => {
    const decision = /Decision `sha256:([0-9a-f]{64})`/.exec(markdown)?.[1] ?? '';
    expect(decision).not.toBe('');
    for (const [, named = ''] of text.matchAll(/\bdecision ([0-9a-f]{12})$/gm)) expect(decision).toContain(named);
    for (const word of ['READY', 'BLOCKED', 'INCOMPLETE', 'NOTHING TO DO'])
      expect(new RegExp(`^### ${word}( \\d+ of \\d+)? `, 'm').test(markdown)).toBe(
        new RegExp(`^${word}( \\d+ of \\d+)?  `, 'm').test(text),
      );
    const counts = (face: string): readonly string[] =>
      face.match(/\d+ (pass|warn|later|waived|unknown|not yet checked)\b/g) ?? [];
    expect(counts(markdown.replaceAll(/<summary>.*<\/summary>/g, ''))).toEqual(counts(text));
  });
});
