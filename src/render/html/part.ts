import { markup, nothing, type Html } from './markup.ts';

/** How deep a heading is: no level is left out on the way down. */
export type Level = 1 | 2 | 3 | 4 | 5;

export const below = (level: Level): Level => (level < 5 ? ((level + 1) as Level) : 5);

/** A heading of the page's outline; `more` is what stands beside its words. */
export const heading = (level: Level, words: string | Html, name = 'title'): Html => {
  const tag: Html = { html: `h${level}` };
  return markup`<${tag} class="${name}">${words}</${tag}>`;
};

interface Part {
  readonly level: Level;
  readonly title: string;
  /** What stands beside the title: how many, how long. */
  readonly aside?: string;
  /** Folded parts are opened by who asks for them, and when the page is printed. */
  readonly fold?: 'open' | 'shut';
  readonly body: Html;
}

const asideOf = (aside: string | undefined): Html =>
  aside === undefined ? nothing : markup` <span class="aside">${aside}</span>`;

/** A part of a target under its own heading; nothing where it holds nothing. */
export const part = ({ level, title, aside, fold, body }: Part): Html => {
  if (body.html === '') return nothing;
  const head = markup`${heading(level, title)}${asideOf(aside)}`;
  if (fold === undefined)
    return markup`<section class="part">\n<div class="part-head">${head}</div>\n${body}</section>\n`;
  const open: Html = { html: fold === 'open' ? ' open' : '' };
  return markup`<details class="part"${open}>\n<summary>${head}</summary>\n${body}</details>\n`;
};
