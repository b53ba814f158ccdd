import { drift } from '../../app/drift.ts';
import type { DriftOptions } from '../../app/drift.ts';
import type { Notify } from '../../app/drift-notify.ts';
import { deliver, destinationOf, kinds, noDestination } from '../../app/surroundings.ts';
import { succeed, type Result } from '../../core/diagnostic.ts';
import { failOnAll, parseFailOn } from '../../core/drift/fail-on.ts';
import type { DriftModel, DriftRow } from '../../render/model/drift-model.ts';
import { renderDriftIssue } from '../../render/drift/drift-issue.ts';
import { renderDrift, worstFirst } from '../../render/render-drift.ts';
import { askedDocuments, type AskedDocuments } from '../asked-documents.ts';
import { isOn, text, type Ending, type Run, type Values } from '../command.ts';
import { commandOf } from '../operands.ts';
import { refused, refusedDocuments, refusedTargets } from '../refused.ts';
import { say } from '../say.ts';
import { storeOf } from '../store-of.ts';
import { colours, type Terminal } from '../terminal.ts';

/** How long an attempt to tell somebody may take. */
const timeoutMs = 10_000;

/** Whom the environment names to be told, unless nobody is to be. */
const notifyOf = ({ host }: Terminal, values: Values): Result<Notify | null> => {
  const when = text(values, 'notify') ?? 'auto';
  if (when === 'never') return succeed(null);
  const destination = destinationOf(host.env);
  if (!destination.ok) return destination;
  const to = destination.value;
  if (to === null) return when === 'always' ? noDestination() : succeed(null);
  const ports = { tool: host.tool, sleep: host.sleep, timeoutMs };
  return succeed({
    when: when === 'always' ? 'always' : 'auto',
    format: to.format,
    deliver: (message) => deliver(to, message, ports),
  });
};

/** What the flags, the Project and the machine say of a look. */
const optionsOf = async (
  terminal: Terminal,
  { args, values }: Parameters<Run>[1],
  { project, shard }: AskedDocuments,
): Promise<Result<DriftOptions>> => {
  const asked = text(values, 'failOn');
  const failOn = asked === undefined ? succeed(failOnAll) : parseFailOn(asked);
  if (!failOn.ok) return failOn;
  const notify = notifyOf(terminal, values);
  if (!notify.ok) return notify;
  const store = await storeOf(terminal, values);
  if (!store.ok) return store;
  return succeed({
    host: terminal.host,
    storePlace: store.value.place,
    all: isOn(values, 'all'),
    failOn: failOn.value,
    whole: args.length === 0 && shard === null,
    notify: notify.value,
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
  const [worst] = worstFirst(rows);
  return worst === undefined ? {} : { next: nextFor(worst, args) };
};

/** One model, three faces; each escapes for itself. */
const faceOf = (model: DriftModel, terminal: Terminal, values: Values): string => {
  const format = text(values, 'format');
  if (format === 'json') return `${JSON.stringify(model, null, 1)}\n`;
  if (format === 'issue') return renderDriftIssue(model);
  return renderDrift(model, { width: terminal.width, color: colours(text(values, 'color'), terminal, 'out') });
};

/** Says what differs, or nothing at all. */
export const run: Run = async (terminal, given) => {
  const { args, values } = given;
  const talk = colours(text(values, 'color'), terminal, 'err');
  const loaded = await askedDocuments(terminal, args, values);
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
