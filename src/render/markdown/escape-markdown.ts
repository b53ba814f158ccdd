import { untied } from '../model/tied.ts';
import { visible } from '../../core/visible.ts';

/** A value longer than this is cut; what was cut is counted. One comment holds many values. */
const longest = 2000;

const cut = (text: string): string => {
  const left = text.length - longest;
  return left <= 0 ? text : `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')} (${left} characters cut)`;
};

/** Nothing to see, but it parts a sign from the word that would make a mention, a reference or a link of it. */
const parted = '&#8203;';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '|': '&#124;' };

const written = (character: string): string => entities[character] ?? `\\${character}`;

/**
 * Foreign text for GitHub and GitLab: no HTML, no emphasis, link, image, code, table cell, heading or list begins in it;
 * nobody is mentioned, no issue, commit or address is linked. Mentions and references are made after entities are read,
 * so a sign is parted from its word by an invisible character instead.
 */
export const escapeMarkdown = (text: string): string =>
  cut(visible(untied(text)))
    .replace(/[&<>|\\`*_[\]~#!]/g, written)
    .replace(/^(\s*)([-+=])(?=\s|$|\2)/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/((?<!&)#|[@!$%^~]|\bGH-|&amp;)(?=[\w"'`\\])|@(?=-)/gi, `$&${parted}`)
    .replace(/:\/\//g, `:${parted}//`)
    .replace(/\b(www)\./gi, `$1${parted}.`)
    // Four blanks at the start of a line would make code of it, in which no escape is read.
    .replace(/^ (?= {3})/, '&#32;');

/** Text whose every foreign part was escaped. */
export interface Markdown {
  readonly markdown: string;
}

type Part = string | number | Markdown;

const safe = (part: Part): string => {
  if (typeof part === 'number') return String(part);
  return typeof part === 'string' ? escapeMarkdown(part) : part.markdown;
};

/** Own words as they are, everything put into them escaped: say`**${code}** ${summary}`. */
export const say = (own: TemplateStringsArray, ...parts: readonly Part[]): Markdown => ({
  markdown: own.reduce((all, words, at) => all + safe(parts[at - 1] ?? '') + words),
});

export const joined = (all: readonly Markdown[], between: string): Markdown => ({
  markdown: all.map(({ markdown }) => markdown).join(between),
});

export const empty: Markdown = { markdown: '' };

/** An id or a command as code. What could end the span or the cell, or begin HTML or a link, is written out instead. */
export const code = (text: string): Markdown =>
  /^[^`|\\<>&[\]]+$/.test(visible(text)) && text.trim() === text && text.length <= longest
    ? { markdown: `\`${text}\`` }
    : say`<code>${text}</code>`;

/** Lines of a fence: each is cut and made visible, and stands behind a sign of ours. */
export const fenceLine = (sign: string, text: string): Markdown => ({ markdown: sign + cut(visible(text)) });

/** A fence that no line inside can close. */
export const fenceFor = (lines: readonly Markdown[]): string => {
  const runs = lines.flatMap(({ markdown }) => markdown.match(/`+/g) ?? []).map((run) => run.length);
  return '`'.repeat(runs.reduce((most, run) => Math.max(most, run + 1), 3));
};
