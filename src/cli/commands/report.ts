import { checkReport } from '../../app/report/check.ts';
import { reportText } from '../../app/report/report-file.ts';
import { report } from '../../app/report/report.ts';
import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { kinds } from '../../app/surroundings.ts';
import { ticket } from '../../app/ticket.ts';
import { error, type Diagnostic } from '../../core/diagnostic.ts';
import type { Report } from '../../core/report/report.ts';
import type { ReportCheckModel } from '../../render/model/report-check-model.ts';
import { renderReportCheck, renderReportCheckMarkdown } from '../../render/render-report-check.ts';
import { renderReport, renderReportMarkdown } from '../../render/render-report.ts';
import { renderTicket, renderTicketMarkdown } from '../../render/render-ticket.ts';
import type { Print } from '../../render/text/print.ts';
import { isOn, text, type Ending, type Run, type Values } from '../command.ts';
import { commandOf } from '../operands.ts';
import { refused, refusedRun } from '../refused.ts';
import { say } from '../say.ts';
import { storeOf } from '../store-of.ts';
import { colours, type Terminal } from '../terminal.ts';
import { writeOut } from '../write-out.ts';
import { runSetup } from './run-setup.ts';

type Given = Parameters<Run>[1];

/** What is shown and written: each face by its name. */
type Faces = Readonly<Record<'text' | 'markdown' | 'json', (print: Print) => string>>;

const json = (value: object): string => `${JSON.stringify(value, null, 1)}\n`;

const reportFaces = (one: Report): Faces => ({
  text: (print) => renderReport(one, print),
  markdown: () => renderReportMarkdown(one),
  json: () => reportText(one),
});

const checkFaces = (one: ReportCheckModel): Faces => ({
  text: (print) => renderReportCheck(one, print),
  markdown: () => renderReportCheckMarkdown(one),
  json: () => json(one),
});

type Format = keyof Faces;

const formatOf = (values: Values): Format => {
  const format = text(values, 'format');
  return format === 'json' || format === 'markdown' ? format : 'text';
};

/** A file's name says which face it is to be: an auditor's file is the one that can be checked. */
const formatOfFile = (out: string, format: Format): Format =>
  out.endsWith('.json') ? 'json' : out.endsWith('.md') ? 'markdown' : format;

/** Prints the answer, and writes it to a file where one is named; false where that failed. */
const show = async (terminal: Terminal, values: Values, faces: Faces): Promise<boolean> => {
  const format = formatOf(values);
  const out = text(values, 'out');
  terminal.out(faces[format]({ width: terminal.width, color: colours(text(values, 'color'), terminal, 'out') }));
  if (out === undefined) return true;
  const written = faces[formatOfFile(out, format)]({ width: terminal.width, color: false });
  return writeOut(terminal, { out, what: 'the report' }, written);
};

const misfit = (summary: string): Diagnostic =>
  error('USE001', { summary, remedy: 'onward report --help shows what goes together' });

/** What does not fit together on the command line. */
const misfits = ({ args, values }: Given): readonly Diagnostic[] => {
  const check = text(values, 'check') !== undefined;
  return [
    ...(check && args.length > 0 ? [misfit('--check looks at a file, and at no run')] : []),
    ...(check && isOn(values, 'ticket') ? [misfit('--check and --ticket do not go together')] : []),
    ...(!check && text(values, 'signers') !== undefined ? [misfit('--signers is for --check')] : []),
  ];
};

const checked = async (terminal: Terminal, values: Values, file: string): Promise<Ending> => {
  const color = colours(text(values, 'color'), terminal, 'err');
  const found = await checkReport(file, { host: terminal.host, signers: text(values, 'signers') ?? null });
  say(terminal, found.ok ? found.value.against : found.diagnostics, color);
  if (!found.ok) return { exit: exitOfDiagnostics(found.diagnostics), next: 'onward report RUN -o report.json' };
  const { model, against } = found.value;
  if (!(await show(terminal, values, checkFaces(model)))) return { exit: 'error', next: 'onward report --help' };
  return { exit: exitOfDiagnostics(against), next: `onward status ${model.alias}` };
};

const ticketed = async (terminal: Terminal, { args, values }: Given): Promise<Ending> => {
  const setup = await runSetup(terminal, values);
  if (!setup.ok) return refused(terminal, setup.diagnostics);
  const { options, progress } = setup.value;
  progress.stop();
  const found = await ticket(args[0] ?? null, kinds, { options, offline: isOn(values, 'offline') });
  if (!found.ok) return refusedRun(terminal, found.diagnostics);
  say(terminal, found.diagnostics, colours(text(values, 'color'), terminal, 'err'));
  const model = found.value;
  const faces: Faces = {
    text: () => renderTicket(model),
    markdown: () => renderTicketMarkdown(model),
    json: () => json(model),
  };
  const shown = await show(terminal, values, faces);
  return shown ? { exit: 'done', next: commandOf('status', args) } : { exit: 'error', next: 'onward report --help' };
};

const reported = async (terminal: Terminal, { args, values }: Given): Promise<Ending> => {
  const store = await storeOf(terminal, values);
  if (!store.ok) return refused(terminal, store.diagnostics);
  const where = { host: terminal.host, place: store.value, offline: isOn(values, 'offline') };
  const found = await report(args[0] ?? null, kinds, where);
  if (!found.ok) return refusedRun(terminal, found.diagnostics);
  say(terminal, found.diagnostics, colours(text(values, 'color'), terminal, 'err'));
  if (!(await show(terminal, values, reportFaces(found.value))))
    return { exit: 'error', next: `${commandOf('report', args)} -o FILE` };
  const out = text(values, 'out');
  const file = out !== undefined && formatOfFile(out, formatOf(values)) === 'json' ? out : null;
  const { alias } = found.value.told.run;
  return {
    exit: 'done',
    next: file === null ? commandOf('report', [alias, '-o', 'report.json']) : commandOf('report', ['--check', file]),
  };
};

/** Writes what auditors or the vendor need of a run, or proves what was written. */
export const run: Run = async (terminal, given) => {
  const wrong = misfits(given);
  if (wrong.length > 0) {
    say(terminal, wrong, false);
    return { exit: 'usage', next: 'onward report --help' };
  }
  const file = text(given.values, 'check');
  if (file !== undefined) return checked(terminal, given.values, file);
  return isOn(given.values, 'ticket') ? ticketed(terminal, given) : reported(terminal, given);
};
