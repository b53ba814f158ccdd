import { visible } from '../../core/visible.ts';

/** What a fragment may hold as it is; all else is written as its bytes. A colon is not among it: it parts what we join. */
const written = (text: string): string =>
  visible(text).replace(/[^\w./-]/gu, (character) =>
    encodeURIComponent(character).replace(/[!'()*~]/, (one) => `%${one.charCodeAt(0).toString(16)}`),
  );

/** Ids of the page itself begin with a colon, which no anchor of foreign text does. */
export const pageId = (name: 'plan' | 'find' | 'end'): string => `:${name}`;

/** A link to one target: `#AckCluster/prod`. */
export const targetAnchor = (address: string): string => written(address);

/** A link to one check of one target: `#AckCluster/prod:ACK107`, the second one of that code `…:ACK107:2`. */
export const checkAnchor = (address: string, code: string, nth: number): string =>
  [written(address), written(code), ...(nth > 1 ? [nth] : [])].join(':');

/** A link to all targets on which a check speaks: `#check:ACK107`. */
export const codeAnchor = (code: string): string => `check:${written(code)}`;
