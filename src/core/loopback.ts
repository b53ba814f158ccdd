/** A literal loopback address, or the one name that is reserved for it (RFC 6761). */
export const isLoopback = (url: URL): boolean =>
  /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(url.hostname.toLowerCase());
