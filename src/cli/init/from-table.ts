import { draftsOfTable, type Drafts } from '../../app/init.ts';
import { kinds } from '../../app/surroundings.ts';
import { visible } from '../../core/visible.ts';
import { text } from '../command.ts';
import { keepDrafts, refuse, talk, type Form } from './keep-drafts.ts';

/** What tables are of, where nobody says. */
const usualKind = 'VirtualMachine';

/** Where nothing was made of the name, there is nothing to say of it. */
const nameLines = ({ made }: Drafts): string =>
  made
    .filter(({ name, from }) => name !== from)
    .map(({ name, from, at }) => `named      ${name}, for ${visible(from)} (${visible(at.file)}:${at.line ?? 1})\n`)
    .join('');

/** A document for each row of a table. Asks no cloud. */
export const fromTable: Form = async (terminal, { values, source }) => {
  const kind = text(values, 'kind') || usualKind;
  const found = await draftsOfTable({ source, kind }, { kinds, ...terminal.host });
  if (!found.ok) return refuse(terminal, values, found.diagnostics);
  talk(terminal, values, found.diagnostics);
  const ending = await keepDrafts(terminal, values, found.value);
  if (ending.exit === 'done') {
    const { length } = found.value.drafts;
    terminal.err(
      `${nameLines(found.value)}${length} ${length === 1 ? 'document' : 'documents'}; nothing was asked of any cloud\n`,
    );
  }
  return ending;
};
