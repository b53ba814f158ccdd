import { renderDiagnostics } from '../../render/render-diagnostics.ts';
import { text, type Run } from '../command.ts';
import { documentsOf } from '../../app/documents.ts';
import { commandOf } from '../operands.ts';
import { refusedDocuments } from '../refused.ts';
import { showRefusal } from '../show-plan.ts';
import { say } from '../say.ts';
import { colours } from '../terminal.ts';

/** Checks documents offline and says every mistake at once. */
export const run: Run = async (terminal, { args, values }) => {
  const loaded = await documentsOf(terminal.host, args);
  const format = text(values, 'format') ?? 'text';
  if (format === 'json') terminal.out(renderDiagnostics(loaded.diagnostics, { format, color: false, width: 80 }));
  else await showRefusal(terminal, loaded.diagnostics, values);
  if (format !== 'json') say(terminal, loaded.diagnostics, colours(text(values, 'color'), terminal, 'err'));
  if (!loaded.ok) return refusedDocuments(loaded.diagnostics, 'validate', args);
  const { length } = loaded.value.desired;
  if (format === 'text') terminal.out(`${length} ${length === 1 ? 'document is' : 'documents are'} valid\n`);
  return { exit: 'done', next: commandOf('plan', args) };
};
