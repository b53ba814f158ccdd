import { visible } from '../../core/visible.ts';

/** Foreign text for a terminal: what a terminal would obey, hide or turn around is written out instead. */
export const escapeText = (text: string): string => visible(text);
