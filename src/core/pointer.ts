const escape = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1');

const unescape = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~');

/** The JSON pointer (RFC 6901) of a member or item below another pointer. */
export const below = (pointer: string, segment: string | number): string => `${pointer}/${escape(String(segment))}`;

/** A pointer's segments, as they are written in the document. */
export const segmentsOf = (pointer: string): readonly string[] => pointer.split('/').slice(1).map(unescape);

/** The pointer of what holds this one; the root holds itself. */
export const parentOf = (pointer: string): string => pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));

/** Whether a pointer leads through an item of a list. */
export const throughList = (pointer: string): boolean => /\/\d+(\/|$)/.test(pointer);
