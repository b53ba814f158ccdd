import { script, scriptHash, style, styleHash } from '../../generated/page.ts';
import type { PlanReport } from '../model/plan-report.ts';
import { pageId } from './anchor.ts';
import { markup, type Html } from './markup.ts';

/** Nothing is loaded, sent or framed; the one style and the one script are known by their hashes. */
const policy = [
  "default-src 'none'",
  `style-src '${styleHash}'`,
  `script-src '${scriptHash}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** An arrow over a line. Without an icon of its own a page served by somebody asks that somebody for one. */
const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#1f4f8f"/><path d="M4 8h7M8 4.5 11.5 8 8 11.5" fill="none" stroke="#fff" stroke-width="2"/></svg>',
)}`;

const titleOf = ({ targets, single, summary, shortDecision }: PlanReport): string => {
  const [first] = targets;
  const about = single && first !== undefined ? `${first.standing} ${first.address}` : summary;
  return `${about} \u00b7 Onward plan ${shortDecision}`;
};

/** All that a browser needs before the first word. `color-scheme` first, so that a dark page never flashes white. */
export const pageHead = (report: PlanReport): Html => markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ html: policy }}">
<meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${titleOf(report)}</title>
<link rel="icon" href="${{ html: icon }}">
<style>${{ html: style }}</style>
</head>
<body>
<a class="skip" href="#${pageId('plan')}">Skip to the plan</a>
`;

/** The script stands last: all that it works on is there. */
export const pageScript: Html = markup`<script>${{ html: script }}</script>\n</body>\n</html>\n`;
