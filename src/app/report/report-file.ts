import { canonical } from '../../core/canonical.ts';
import { fail, error, succeed, type Diagnostic, type Result } from '../../core/diagnostic.ts';
import type { Hash } from '../../core/plan.ts';
import type { Report } from '../../core/report/report.ts';
import { validateReport } from '../../generated/validators.cjs';
import { visibleInJson } from '../../core/visible-json.ts';
import { readFileText } from '../file-text.ts';
import { ofFormat } from '../of-format.ts';
import type { Host } from '../host.ts';

/** A report as it is written to a file: its members in their order, one value a line, and a last newline. */
export const reportText = (report: Report): string => `${visibleInJson(JSON.stringify(report, null, 1))}\n`;

/** The SHA-256 over all of a report but this. */
export const sealOf = ({ format, written, told, evidence }: Omit<Report, 'seal'>, sha256: Host['sha256']): Hash =>
  `sha256:${sha256(canonical({ format, written, told, evidence }))}`;

export const sealed = (unsealed: Omit<Report, 'seal'>, sha256: Host['sha256']): Report => {
  const { format, written, told, evidence } = unsealed;
  return { format, seal: sealOf(unsealed, sha256), written, told, evidence };
};

const notOne = (file: string, detail: string): Diagnostic =>
  error('USE009', {
    summary: 'this file is not a report of onward',
    detail,
    at: { file },
    remedy: 'give a file that `onward report RUN -o report.json` wrote',
  });

/** A report as it was read. `asWritten`: its text is the one that was written, not another one of the same values. */
export interface ReadReport {
  readonly report: Report;
  readonly asWritten: boolean;
}

const byteOrderMark = '\uFEFF';

/** Reads a text as a report. Nothing of what it says is proven by that. */
const parseReport = (text: string, file: string): Result<ReadReport> => {
  const plain = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  const read = ofFormat(plain, 'report', validateReport);
  if (read.is === 'not') return fail(notOne(file, read.why));
  const report = read.value as Report;
  return succeed({ report, asWritten: reportText(report) === text });
};

/** Reads a report from a file, or from standard input. */
export const readReport = async (file: string, host: Host): Promise<Result<ReadReport>> => {
  const text = await readFileText(file, 'report', host);
  if (!text.ok) return text;
  return text.value === null ? fail(notOne(file, 'It is not text in UTF-8.')) : parseReport(text.value, file);
};
