import type { Markdown } from './escape-markdown.ts';

/** GitHub takes comments of 65,536 characters; some room is left for what a pipeline adds. */
export const largest = 60_000;

/** By this a pipeline finds its own comment and writes it anew instead of adding another. */
export const marker: Markdown = { markdown: '<!-- onward:plan -->' };
