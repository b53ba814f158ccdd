/** Text as the store keeps it. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Every byte survives (a byte order mark too), so that hashes stay true; null for what is not UTF-8. */
export const textOf = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
};
