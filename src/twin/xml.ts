const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

/** A list repeats its element; what is undefined or null is left out. */
function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((each) => element(name, each)).join('');
  if (typeof value === 'object') {
    const inner = Object.entries(value).map(([key, each]) => element(key, each));
    return `<${name}>${inner.join('')}</${name}>`;
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `<${name}>${escape(text)}</${name}>`;
}

/** As the services' gateway turns the JSON of an answer into XML. */
export const renderXml = (root: string, value: unknown): string =>
  `<?xml version='1.0' encoding='UTF-8'?>${element(root, value)}`;
