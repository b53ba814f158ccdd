import type { Report } from '../core/report/report.ts';
import { joined, say, type Markdown } from './markdown/escape-markdown.ts';
import { reportSections, type ReportRow, type ReportSection } from './model/report-sections.ts';
import { escapeText } from './text/escape-text.ts';
import { paragraph, printed, type Line } from './text/line.ts';
import type { Print } from './text/print.ts';

const rowLines = ({ lead, text, loud }: ReportRow, width: number): readonly Line[] =>
  paragraph({
    lead: '  ',
    text: `${lead}: ${text}`,
    width,
    hang: 4,
    ...(loud === true ? ({ style: 'care', whole: true } as const) : {}),
  });

const sectionLines = ({ title, rows }: ReportSection, width: number): readonly Line[] => [
  { text: escapeText(title), style: 'strong' },
  ...rows.flatMap((row) => rowLines(row, width)),
  { text: '' },
];

/** A report for a terminal. */
export const renderReport = (report: Report, { width, color }: Print): string =>
  printed(
    reportSections(report).flatMap((section) => sectionLines(section, width)),
    color,
  );

const sectionMarkdown = ({ title, rows }: ReportSection): Markdown =>
  joined(
    [
      say`### ${title}`,
      say``,
      say`| | |`,
      say`|---|---|`,
      ...rows.map(({ lead, text, loud }) =>
        loud === true ? say`| ${lead} | **${text}** |` : say`| ${lead} | ${text} |`,
      ),
      say``,
    ],
    '\n',
  );

/** The same in Markdown, a table a part. */
export const renderReportMarkdown = (report: Report): string =>
  `${joined(reportSections(report).map(sectionMarkdown), '\n').markdown}\n`;
