import type { Reply } from '../reply.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

/** What an element may hold: text, more elements by name, a list of them under one name, or nothing. */
export type Xml = string | number | boolean | null | readonly Xml[] | { readonly [name: string]: Xml | undefined };

function element(name: string, content: Xml): string {
  if (Array.isArray(content)) return (content as readonly Xml[]).map((each) => element(name, each)).join('');
  if (content === null || content === '') return `<${name}></${name}>`;
  if (typeof content !== 'object') return `<${name}>${escape(String(content))}</${name}>`;
  const inner = Object.entries(content).map(([key, value]) => (value === undefined ? '' : element(key, value)));
  return `<${name}>${inner.join('')}</${name}>`;
}

/** An XML document with one root. */
export const xml = (status: number, root: string, content: Xml): Reply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content)}`,
});

export const empty = (status: number, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers,
  body: '',
});

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescape(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (typeof decimal === 'string') return String.fromCodePoint(Number(decimal));
    if (typeof hex === 'string') return String.fromCodePoint(parseInt(hex, 16));
    return entities[String(name)] ?? whole;
  });
}

/** What stands in each element of that name, as it is written. The bodies of these requests have no attributes that matter. */
export const elementsOf = (text: string, name: string): readonly string[] =>
  [...text.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?(?:/>|>([\\s\\S]*?)</${name}>)`, 'g'))].map(
    ([, inner = '']) => inner,
  );

/** The text of the first element of that name. */
export function textOf(text: string, name: string): string | undefined {
  const [first] = elementsOf(text, name);
  return first === undefined ? undefined : unescape(first);
}

/** Whether it is a document with that root, as far as a look at both ends can tell. */
export const hasRoot = (text: string, root: string): boolean =>
  new RegExp(`^\\s*(<\\?xml[^>]*\\?>)?\\s*<${root}[\\s/>]`).test(text) && new RegExp(`(</${root}>|/>)\\s*$`).test(text);
