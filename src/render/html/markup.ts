import { untied } from '../model/tied.ts';
import { visible } from '../../core/visible.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Foreign text for HTML, as text and between the double quotes of an attribute: no element, attribute or entity begins or
 * ends in it, and what a reader could not see is written out. It is never put into a script, a style or an address.
 */
export const escapeHtml = (text: string): string =>
  visible(untied(text)).replace(/[&<>"']/g, (character) => entities[character] ?? character);

/** Text whose every foreign part was escaped. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | readonly Html[];

const safe = (part: Part): string => {
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escapeHtml(part);
  return 'html' in part ? part.html : part.map(({ html }) => html).join('');
};

/** Own words as they are, everything put into them escaped: markup`<b>${code}</b> ${summary}`. */
export const markup = (own: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: own.reduce((all, words, at) => all + safe(parts[at - 1] ?? '') + words),
});

export const nothing: Html = { html: '' };

/** One below the other, each as an item; nothing for none. */
export const list = (name: string, items: readonly Html[]): Html =>
  items.length === 0
    ? nothing
    : markup`<ul class="${name}">\n${items.map((item) => markup`<li>${item}</li>\n`)}</ul>\n`;

/** A journey as one reads it: the arrow of the model as an arrow. */
export const arrowed = (text: string): string => text.replaceAll(' -> ', ' \u2192 ');
