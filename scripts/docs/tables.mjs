// Tables of Markdown.

/** A cell is one line, and its bars are no ends. */
export const cell = (text) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;');

export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export const code = (text) => `\`${text.replaceAll('|', '\\|')}\``;
