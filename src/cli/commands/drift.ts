import { drift } from '../../app/drift.ts';
import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { renderDrift } from '../../render/render-drift.ts';
import { kinds } from '../../app/surroundings.ts';
import { text, type Run } from '../command.ts';
import { documentsOf } from '../../app/documents.ts';
import { say } from '../say.ts';
import { commandOf } from '../operands.ts';
import { refused, refusedDocuments, wayOut } from '../refused.ts';
import { storeOf } from '../store-of.ts';
import { colours } from '../terminal.ts';

/** Says what differs, or nothing at all. */
export const run: Run = async (terminal, { args, values }) => {
  const talk = colours(text(values, 'color'), terminal, 'err');
  const loaded = await documentsOf(terminal.host, args);
  say(terminal, loaded.diagnostics, talk);
  if (!loaded.ok) return refusedDocuments(loaded.diagnostics, 'drift', args);
  const store = await storeOf(terminal, values);
  if (!store.ok) return refused(terminal, store.diagnostics);
  const found = await drift(loaded.value.desired, kinds, { host: terminal.host, storeFolder: store.value.folder });
  say(terminal, found.diagnostics, talk);
  if (!found.ok)
    return { exit: exitOfDiagnostics(found.diagnostics), next: wayOut(found.diagnostics) ?? 'onward status' };
  const { exit, ...model } = found.value;
  if (text(values, 'format') === 'json') terminal.out(`${JSON.stringify(model, null, 1)}\n`);
  else if (model.rows.length > 0)
    terminal.out(renderDrift(model, { width: terminal.width, color: colours(text(values, 'color'), terminal, 'out') }));
  return exit === 'done' ? { exit, silent: true } : { exit, next: commandOf('plan', args) };
};
