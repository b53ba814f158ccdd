import type { CodeEntry } from '../core/codes.ts';
import { paragraph, printed } from './text/line.ts';
import type { Print } from './text/print.ts';
import { unbroken } from './text/unbroken.ts';

export interface Explained extends CodeEntry {
  readonly code: string;
}

/** A code, what it means, and the way past it. */
export const renderExplain = ({ code, title, means, remedy }: Explained, { width, color }: Print): string =>
  printed(
    [
      ...paragraph({ lead: '', text: `${code} ${title}`, width, style: 'strong', whole: true }),
      ...means.split('\n').flatMap((text) => paragraph({ lead: '  ', text, width })),
      ...paragraph({ lead: '  fix: ', text: unbroken(remedy), width }),
    ],
    color,
  );
