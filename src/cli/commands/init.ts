import { destinationOf, draftFiles, type Draft } from '../../app/draft-files.ts';
import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { draftsOfTable, sample, type Drafts } from '../../app/init.ts';
import { keepFiles, type KeptFile, type NewFile } from '../../app/keep-files.ts';
import { kinds } from '../../app/surroundings.ts';
import { error, type Diagnostic } from '../../core/diagnostic.ts';
import { visible } from '../../render/visible.ts';
import { text, type Ending, type Run, type Values } from '../command.ts';
import { commandOf } from '../operands.ts';
import { say } from '../say.ts';
import { colours, type Terminal } from '../terminal.ts';

type Form = (terminal: Terminal, values: Values, source: string) => Promise<Ending>;

const again = 'onward init --help';

const refuse = (terminal: Terminal, values: Values, diagnostics: readonly Diagnostic[]): Ending => {
  say(terminal, diagnostics, colours(text(values, 'color'), terminal, 'err'));
  return { exit: exitOfDiagnostics(diagnostics), next: again };
};

/** An empty variable names no place. */
const outOf = (values: Values): string | undefined => text(values, 'out') || undefined;

const stdoutName = '<stdout>';

const words = { new: 'wrote', same: 'as it was', replaced: 'replaced' } as const;

const writtenLines = (kept: readonly KeptFile[]): string =>
  kept.map(({ path, is }) => `${words[is].padEnd(9)}  ${visible(path)}\n`).join('');

/** Where nothing was made of the name, there is nothing to say of it. */
const nameLines = ({ made }: Drafts): string =>
  made
    .filter(({ name, from }) => name !== from)
    .map(({ name, from, at }) => `named      ${name}, for ${visible(from)} (${visible(at.file)}:${at.line ?? 1})\n`)
    .join('');

const validateNext = (out: string): string => commandOf('validate', [out]);

/** Writes files where none is yet; what they are called is said on stderr, where talk belongs. */
const keep = async (terminal: Terminal, values: Values, files: readonly NewFile[], out: string): Promise<Ending> => {
  const kept = await keepFiles(files, { host: terminal.host, replacing: 'never' });
  if (!kept.ok) return refuse(terminal, values, kept.diagnostics);
  terminal.err(writtenLines(kept.value));
  return { exit: 'done', next: validateNext(out) };
};

const write = (terminal: Terminal, values: Values, drafts: readonly Draft[]): Promise<Ending> | Ending => {
  const out = outOf(values);
  const files = draftFiles(drafts, out === undefined ? { file: stdoutName } : destinationOf(out));
  if (!files.ok) return refuse(terminal, values, files.diagnostics);
  if (out !== undefined) return keep(terminal, values, files.value, out);
  terminal.out(files.value.map((file) => file.text).join(''));
  return { exit: 'done', next: validateNext('FILE') };
};

const fromTable: Form = async (terminal, values, source) => {
  const kind = text(values, 'kind') ?? '';
  const found = await draftsOfTable({ source, kind }, { kinds, ...terminal.host });
  if (!found.ok) return refuse(terminal, values, found.diagnostics);
  say(terminal, found.diagnostics, colours(text(values, 'color'), terminal, 'err'));
  const ending = await write(terminal, values, found.value.drafts);
  if (ending.exit === 'done') {
    const { length } = found.value.drafts;
    terminal.err(
      `${nameLines(found.value)}${length} ${length === 1 ? 'document' : 'documents'}; nothing was asked of any cloud\n`,
    );
  }
  return ending;
};

const fromSchema: Form = async (terminal, values, kind) => {
  const made = sample(kind, kinds);
  if (!made.ok) return refuse(terminal, values, made.diagnostics);
  const out = outOf(values);
  if (out === undefined) {
    terminal.out(made.value.text);
    return { exit: 'done', next: validateNext('FILE') };
  }
  const to = destinationOf(out);
  const path = 'file' in to ? to.file : `${to.folder}/${made.value.name}`;
  return keep(terminal, values, [{ path, text: made.value.text }], path);
};

/** What documents are made from: the option that says so, and how. A new source is a line here. */
const forms: Readonly<Record<string, Form>> = { fromCsv: fromTable, sample: fromSchema };

const unclear = (given: number): Diagnostic =>
  error('USE001', {
    summary: given === 0 ? 'it is not said what documents are to be made from' : 'only one source at a time',
    remedy: 'name one of --from-csv FILE and --sample KIND',
  });

/** Makes documents where there are none: from a table, or empty ones to be filled in. Asks no cloud. */
export const run: Run = (terminal, { values }) => {
  const asked = Object.entries(forms).flatMap(([option, form]) => {
    const source = text(values, option);
    return source === undefined ? [] : [{ source, form }];
  });
  const [first] = asked;
  if (first === undefined || asked.length > 1)
    return Promise.resolve(refuse(terminal, values, [unclear(asked.length)]));
  return first.form(terminal, values, first.source);
};
