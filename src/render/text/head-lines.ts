import type { Standing } from '../model/plan-report.ts';
import { displayWidth } from './display-width.ts';
import { escapeText } from './escape-text.ts';
import { atRight, paragraph, type Line } from './line.ts';
import { standingStyle } from './standing-style.ts';

interface Head {
  readonly standing: Standing;
  /** The standing, with what is counted behind it. */
  readonly head: string;
  readonly address: string;
  readonly journey: string | null;
  readonly wave: string | null;
  readonly corner: string;
}

/** How something stands, what it is, where it goes; at the right edge what can be approved. */
export const headLines = ({ standing, head, address, journey, wave, corner }: Head, width: number): readonly Line[] => {
  const text = [address, journey ?? '', wave ?? ''].filter((part) => part !== '').join('  ');
  const style = standingStyle[standing];
  // Two blanks between address and journey are the shape; wrap would make one of them.
  const line = { text: `${head}  ${escapeText(text)}`, style, span: head.length };
  const fits = displayWidth(line.text) <= width;
  return atRight(fits ? [line] : paragraph({ lead: `${head}  `, text, width, style }), corner, width);
};
