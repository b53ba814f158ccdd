import { unnamedBy } from '../../app/documents-there.ts';
import { nameOf } from '../../app/draft-files.ts';
import { draftsOfLiving, type LiveDrafts } from '../../app/live-drafts.ts';
import { newProject } from '../../app/new-project.ts';
import { kinds } from '../../app/surroundings.ts';
import { warning } from '../../core/diagnostic.ts';
import { visible } from '../../core/visible.ts';
import { isOn, type Ending, type Values } from '../command.ts';
import { commandOf } from '../operands.ts';
import type { Terminal } from '../terminal.ts';
import { keepDrafts, outOf, refuse, talk, validateNext, type Form } from './keep-drafts.ts';
import { liveWords } from './live-words.ts';

const knownLines = ({ known }: LiveDrafts): string =>
  known.map(({ from, file }) => `has one    ${visible(from)}, in ${visible(file)}\n`).join('');

const nameLines = ({ drafts }: LiveDrafts): string =>
  drafts
    .filter((draft) => nameOf(draft) !== draft.from)
    .map((draft) => `named      ${nameOf(draft)}, for ${visible(draft.from)}\n`)
    .join('');

const count = (many: number): string => `${String(many)} ${many === 1 ? 'document' : 'documents'}`;

/** What would be written, a line each, and what has a document already; nothing is. */
const list = (terminal: Terminal, { drafts, known }: LiveDrafts): Ending => {
  const width = Math.max(0, ...drafts.map((draft) => `${draft.kind.name}/${nameOf(draft)}`.length));
  const fresh = drafts.map((draft) => {
    const address = `${draft.kind.name}/${nameOf(draft)}`.padEnd(width);
    return `new   ${address}  ${visible(draft.says?.[0] ?? '')}\n`;
  });
  terminal.out([...fresh, ...known.map(({ from, file }) => `has   ${visible(from)}  ${visible(file)}\n`)].join(''));
  return { exit: 'done', next: 'onward init --all … -o FOLDER' };
};

/** A project that is there is a person's: it is told what it lacks, and never changed. */
const sayUnnamed = async (terminal: Terminal, values: Values, { drafts, project }: LiveDrafts): Promise<void> => {
  const out = outOf(values);
  if (project === null || out === null || drafts.length === 0) return;
  const isFile = /\.ya?ml$/i.test(out);
  const paths = drafts.map((draft) => (isFile ? out : `${out.replace(/(?<=.)\/+$/, '')}/${nameOf(draft)}.yaml`));
  const unnamed = await unnamedBy(project, [...new Set(paths)], terminal.host);
  const [first] = unnamed;
  if (first === undefined) return;
  const more = unnamed.length === 1 ? '' : ` and ${String(unnamed.length - 1)} more`;
  const summary = `${project.file} does not name ${visible(first)}${more}`;
  const remedy = `add ${visible(out)} to spec.documents there, or name it to each verb`;
  talk(terminal, values, [warning('DOC053', { summary, at: project.place('/spec/documents'), remedy })]);
};

const write = async (terminal: Terminal, values: Values, made: LiveDrafts): Promise<Ending> => {
  const out = outOf(values);
  const project = made.project === null && out !== null ? newProject(out, terminal.host.cwd) : null;
  terminal.err(knownLines(made));
  if (made.drafts.length === 0) {
    terminal.err('0 documents: all that is there has one\n');
    return { exit: 'done', ...(out === null ? {} : { next: validateNext(out) }) };
  }
  const ending = await keepDrafts(terminal, values, {
    drafts: made.drafts,
    ...(project !== null && { beside: [project] }),
  });
  if (ending.exit !== 'done') return ending;
  terminal.err(`${nameLines(made)}${count(made.drafts.length)}; each asks for what is, so that nothing is planned\n`);
  await sayUnnamed(terminal, values, made);
  return out === null ? ending : { ...ending, next: project === null ? commandOf('plan', [out]) : 'onward plan' };
};

/** A document for each live target. Reads only; what has a document keeps it. */
export const fromLive: Form = async (terminal, { values, args }) => {
  const words = liveWords(values, args, kinds);
  if (!words.ok) return refuse(terminal, values, words.diagnostics);
  const { kind, places, ...wanted } = words.value;
  const [out, isListed] = [outOf(values), isOn(values, 'dryRun')];
  const how = { out, overwrite: isOn(values, 'overwrite'), evenKnown: out === null && !isListed };
  const made = await draftsOfLiving({ kind, places, wanted, ...how }, { kinds, host: terminal.host });
  if (!made.ok) return refuse(terminal, values, made.diagnostics);
  talk(terminal, values, made.diagnostics);
  return isListed ? list(terminal, made.value) : write(terminal, values, made.value);
};
