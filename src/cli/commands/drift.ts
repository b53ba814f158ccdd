import { drift } from '../../app/drift.ts';
import type { DriftOptions } from '../../app/drift.ts';
import { documentsOf } from '../../app/documents.ts';
import { kinds } from '../../app/surroundings.ts';
import { succeed, type Result } from '../../core/diagnostic.ts';
import { driftClasses } from '../../core/drift/classes.ts';
import { failOnAll, parseFailOn } from '../../core/drift/fail-on.ts';
import type { DriftModel, DriftRow } from '../../render/model/drift-model.ts';
import { renderDrift } from '../../render/render-drift.ts';
import { isOn, text, type Ending, type Run, type Values } from '../command.ts';
import { commandOf } from '../operands.ts';
import { refused, refusedDocuments, refusedTargets } from '../refused.ts';
import { say } from '../say.ts';
import { storeOf } from '../store-of.ts';
import { colours, type Terminal } from '../terminal.ts';

type Loaded = Extract<Awaited<ReturnType<typeof documentsOf>>, { ok: true }>['value'];

/** What the flags, the Project and the machine say of a look. */
const optionsOf = async (
  terminal: Terminal,
  { args, values }: Parameters<Run>[1],
  { project }: Loaded,
): Promise<Result<DriftOptions>> => {
  const asked = text(values, 'failOn');
  const failOn = asked === undefined ? succeed(failOnAll) : parseFailOn(asked);
  if (!failOn.ok) return failOn;
  const store = await storeOf(terminal, values);
  if (!store.ok) return store;
  return succeed({
    host: terminal.host,
    storeFolder: store.value.folder,
    all: isOn(values, 'all'),
    failOn: failOn.value,
    whole: args.length === 0,
    ...(project === null ? {} : { ignore: project.ignoredDrift, contacts: project.contacts }),
  });
};

/** What one does about the worst row; of many targets all are planned, and a run on its way is looked at first. */
const nextFor = (row: DriftRow, args: readonly string[]): string => {
  if (row.class === 'in-flight' && row.run !== undefined) return commandOf('status', [row.run]);
  if (row.class === 'residue') return commandOf('drift', ['--all', ...args]);
  const { next = '' } = row;
  return next === '' || next.startsWith('onward plan ') ? commandOf('plan', args) : next;
};

const nextOf = ({ rows }: DriftModel, args: readonly string[]): Pick<Ending, 'next'> => {
  const [worst] = driftClasses.flatMap((name) => rows.filter((row) => row.class === name));
  return worst === undefined ? {} : { next: nextFor(worst, args) };
};

const faceOf = (model: DriftModel, terminal: Terminal, values: Values): string =>
  text(values, 'format') === 'json'
    ? `${JSON.stringify(model, null, 1)}\n`
    : renderDrift(model, { width: terminal.width, color: colours(text(values, 'color'), terminal, 'out') });

/** Says what differs, or nothing at all. */
export const run: Run = async (terminal, given) => {
  const { args, values } = given;
  const talk = colours(text(values, 'color'), terminal, 'err');
  const loaded = await documentsOf(terminal.host, args);
  say(terminal, loaded.diagnostics, talk);
  if (!loaded.ok) return refusedDocuments(loaded.diagnostics, 'drift', args);
  const options = await optionsOf(terminal, given, loaded.value);
  if (!options.ok) return refused(terminal, options.diagnostics);
  const found = await drift(loaded.value.desired, kinds, options.value);
  say(terminal, found.diagnostics, talk);
  if (!found.ok) return refusedTargets(found.diagnostics, 'drift', args);
  const { exit, ...model } = found.value;
  terminal.out(faceOf(model, terminal, values));
  const isQuiet = exit === 'done' && model.rows.length + loaded.diagnostics.length + found.diagnostics.length === 0;
  return isQuiet ? { exit, silent: true } : { exit, ...nextOf(model, args) };
};
