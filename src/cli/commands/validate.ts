import { renderDiagnostics } from '../../render/render-diagnostics.ts';
import { text, type Run } from '../command.ts';
import { documentsOf } from '../../app/documents.ts';
import { commandOf } from '../operands.ts';
import { refusedDocuments } from '../refused.ts';
import { say } from '../say.ts';
import { colours } from '../terminal.ts';

/** Checks documents offline and says every mistake at once. */
export const run: Run = async (terminal, { args, values }) => {
  const loaded = await documentsOf(terminal.host, args);
  const json = text(values, 'format') === 'json';
  if (json) terminal.out(renderDiagnostics(loaded.diagnostics, { format: 'json', color: false, width: 80 }));
  else say(terminal, loaded.diagnostics, colours(text(values, 'color'), terminal, 'err'));
  if (!loaded.ok) return refusedDocuments(loaded.diagnostics, 'validate', args);
  const { length } = loaded.value.desired;
  if (!json) terminal.out(`${length} ${length === 1 ? 'document is' : 'documents are'} valid\n`);
  return { exit: 'done', next: commandOf('plan', args) };
};
