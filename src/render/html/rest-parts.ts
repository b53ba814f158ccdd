import { momentWords } from '../model/moment.ts';
import type { TargetReport } from '../model/plan-report.ts';
import { arrowed, list, markup, nothing, type Html } from './markup.ts';
import { part, type Level } from './part.ts';

const plain = (texts: readonly string[]): Html =>
  list(
    'plain',
    texts.map((text) => markup`${text}`),
  );

/** What is left behind, what is gained, and which calls prove what was read. */
export const restParts = (target: TargetReport, level: Level): Html => {
  const { gains, leftBehind, evidence, readAt } = target;
  const gained = list(
    'plain',
    gains.map(({ says, source }) => markup`${arrowed(says)} <small>(${source})</small>`),
  );
  const read = momentWords(readAt);
  const calls = evidence.length === 0 ? nothing : markup`<div class="evidence">${plain(evidence)}</div>\n`;
  return markup`${[
    part({ level, title: 'Left behind', aside: String(leftBehind.length), body: plain(leftBehind) }),
    part({ level, title: 'Gains', aside: String(gains.length), fold: 'shut', body: gained }),
    part({ level, title: 'Evidence', aside: `${evidence.length} calls, read ${read}`, fold: 'shut', body: calls }),
  ]}`;
};
