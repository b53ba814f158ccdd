import { drift } from '../../app/drift.ts';
import type { DriftClass, DriftRow } from '../../render/model/drift-model.ts';
import { renderDrift } from '../../render/render-drift.ts';
import { kinds } from '../../app/surroundings.ts';
import { isOn, text, type Ending, type Run } from '../command.ts';
import { documentsOf } from '../../app/documents.ts';
import { say } from '../say.ts';
import { commandOf } from '../operands.ts';
import { refused, refusedDocuments, refusedTargets } from '../refused.ts';
import { storeOf } from '../store-of.ts';
import { colours } from '../terminal.ts';

const differs: readonly DriftClass[] = ['alarm', 'regression', 'outside'];

/** A difference is planned for, a run on its way is looked at, and what was left behind has its commands in the answer. */
const nextOf = (rows: readonly DriftRow[], args: readonly string[]): Pick<Ending, 'next'> => {
  if (rows.some((row) => differs.includes(row.class))) return { next: commandOf('plan', args) };
  const moving = rows.find((row) => row.class === 'in-flight');
  if (moving?.run !== undefined) return { next: commandOf('status', [moving.run]) };
  return {
    next: rows.some((row) => row.class === 'residue')
      ? commandOf('drift', ['--all', ...args])
      : commandOf('plan', args),
  };
};

/** Says what differs, or nothing at all. */
export const run: Run = async (terminal, { args, values }) => {
  const talk = colours(text(values, 'color'), terminal, 'err');
  const loaded = await documentsOf(terminal.host, args);
  say(terminal, loaded.diagnostics, talk);
  if (!loaded.ok) return refusedDocuments(loaded.diagnostics, 'drift', args);
  const store = await storeOf(terminal, values);
  if (!store.ok) return refused(terminal, store.diagnostics);
  const options = { host: terminal.host, storeFolder: store.value.folder, all: isOn(values, 'all') };
  const found = await drift(loaded.value.desired, kinds, options);
  say(terminal, found.diagnostics, talk);
  if (!found.ok) return refusedTargets(found.diagnostics, 'drift', args);
  const { exit, ...model } = found.value;
  if (text(values, 'format') === 'json') terminal.out(`${JSON.stringify(model, null, 1)}\n`);
  else
    terminal.out(renderDrift(model, { width: terminal.width, color: colours(text(values, 'color'), terminal, 'out') }));
  return exit === 'done' ? { exit, silent: true } : { exit, ...nextOf(model.rows, args) };
};
