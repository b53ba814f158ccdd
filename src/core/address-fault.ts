import { isLoopback } from './loopback.ts';

/** `base`: a path may follow the host, as where an API is served below one. */
export type AddressForm = 'host' | 'base';

const hasMore = (url: URL, form: AddressForm): boolean =>
  url.search !== '' || url.hash !== '' || (form === 'host' && url.pathname !== '/');

/**
 * Why a text is no address to send to, or null. The text itself is never repeated: a mistyped variable may hold anything. `what`
 * would travel in clear over http.
 */
export const addressFault = (text: string, what: string, form: AddressForm = 'host'): string | null => {
  if (!URL.canParse(text)) return 'is not a URL';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'holds a user name or password';
  if (hasMore(url, form)) return `has a ${form === 'host' ? 'path, a ' : ''}query or a fragment`;
  if (url.protocol === 'https:') return null;
  if (url.protocol !== 'http:') return 'is neither https nor http';
  return isLoopback(url) ? null : `is http at an address that is not loopback: ${what} would travel in clear`;
};
