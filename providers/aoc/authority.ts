import { readFileSync } from 'node:fs';

/** A certificate authority as PEM text, or the file that holds it; null where it can neither be read nor is one. */
export const authorityOf = (ca: string): string | null => {
  if (ca.startsWith('-----BEGIN ')) return ca;
  try {
    const text = readFileSync(ca, 'utf8');
    return text.includes('-----BEGIN CERTIFICATE-----') ? text : null;
  } catch {
    return null;
  }
};
