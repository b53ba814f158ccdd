import { joined, say } from './markdown/escape-markdown.ts';
import { momentWords } from './model/moment.ts';
import type { CheckedPart, ReportCheckModel } from './model/report-check-model.ts';
import { paragraph, printed, type Style } from './text/line.ts';
import type { Print } from './text/print.ts';

const words: Readonly<Record<CheckedPart['is'], readonly [string, Style]>> = {
  proven: ['proven', 'good'],
  unproven: ['UNPROVEN', 'care'],
  void: ['VOID', 'bad'],
  altered: ['ALTERED', 'bad'],
};

const verdict = ({ parts }: ReportCheckModel): readonly [string, Style] => {
  const worst = (['altered', 'void', 'unproven'] as const).find((is) => parts.some((one) => one.is === is));
  return words[worst ?? 'proven'];
};

const head = ({ alias, run, standing, written }: ReportCheckModel): string =>
  `run ${alias} (${run}), ${standing}; report of ${momentWords(written.at)} by ${written.tool}`;

/** What was proven of a report and what was not, a line each. */
export const renderReportCheck = (model: ReportCheckModel, { width, color }: Print): string => {
  const [word, style] = verdict(model);
  return printed(
    [
      ...paragraph({ lead: `${word.toUpperCase()}  `, text: head(model), width, style, hang: 2 }),
      ...model.parts.flatMap(({ part, is, says }) =>
        paragraph({ lead: `  ${words[is][0].padEnd(10)}`, text: `${part}: ${says}`, width, style: words[is][1] }),
      ),
    ],
    color,
  );
};

/** The same as a Markdown table. */
export const renderReportCheckMarkdown = (model: ReportCheckModel): string =>
  joined(
    [
      say`### ${verdict(model)[0].toUpperCase()} · ${head(model)}`,
      say``,
      say`| | | |`,
      say`|---|---|---|`,
      ...model.parts.map(({ part, is, says }) => say`| ${words[is][0]} | ${part} | ${says} |`),
      say``,
    ],
    '\n',
  ).markdown;
