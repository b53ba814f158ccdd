import { documentsOf } from '../../app/documents.ts';
import { kinds } from '../../app/surroundings.ts';
import { verify } from '../../app/verify.ts';
import type { VerifyModel } from '../../render/model/verify-model.ts';
import { renderVerify, renderVerifyMarkdown } from '../../render/render-verify.ts';
import { text, type Ending, type Run } from '../command.ts';
import { commandOf } from '../operands.ts';
import { refused, refusedDocuments, refusedRun } from '../refused.ts';
import { say } from '../say.ts';
import { storeOf } from '../store-of.ts';
import { colours, type Terminal } from '../terminal.ts';
import { writeOut } from '../write-out.ts';

/** One model, three faces; each escapes for itself. */
const faceOf = (model: VerifyModel, format: string | undefined, print: { width: number; color: boolean }): string => {
  if (format === 'json') return `${JSON.stringify(model, null, 1)}\n`;
  return format === 'markdown' ? renderVerifyMarkdown(model) : renderVerify(model, print);
};

/** A run that is under way or stopped beyond its turn is looked at; one that never turned is planned again. */
const nextAfter = ({ targets }: VerifyModel, args: readonly string[]): string => {
  const looked = targets.find(({ last }) => last.is === 'in-flight' || (last.is === 'failed' && last.turned));
  if (looked !== undefined) return `onward status ${looked.last.run}`;
  return commandOf(targets.some(({ standing }) => standing === 'not-migrated') ? 'plan' : 'drift', args);
};

const withoutInventory = (ending: Ending, args: readonly string[]): Ending =>
  ending.next === 'onward status' ? { ...ending, next: commandOf('plan', args) } : ending;

interface Shown {
  readonly model: VerifyModel;
  readonly format: string | undefined;
  readonly color: boolean;
  readonly out: string | undefined;
}

/** Prints the report, and writes it to a file where one is named, there without colours. */
const show = async (terminal: Terminal, { model, format, color, out }: Shown): Promise<boolean> => {
  const { width } = terminal;
  terminal.out(faceOf(model, format, { width, color }));
  return (
    out === undefined || writeOut(terminal, { out, what: 'the report' }, faceOf(model, format, { width, color: false }))
  );
};

/** Compares what is with the inventory that was taken before the point of no return. */
export const run: Run = async (terminal, { args, values }) => {
  const talk = colours(text(values, 'color'), terminal, 'err');
  const loaded = await documentsOf(terminal.host, args);
  say(terminal, loaded.diagnostics, talk);
  if (!loaded.ok) return refusedDocuments(loaded.diagnostics, 'verify', args);
  const store = await storeOf(terminal, values);
  if (!store.ok) return refused(terminal, store.diagnostics);
  const where = { host: terminal.host, storePlace: store.value.place };
  const verified = await verify(loaded.value.desired, kinds, where);
  if (!verified.ok) return withoutInventory(refusedRun(terminal, verified.diagnostics), args);
  say(terminal, verified.diagnostics, talk);
  const { exit, ...model } = verified.value;
  const color = colours(text(values, 'color'), terminal, 'out');
  const shown = { model, format: text(values, 'format'), color, out: text(values, 'out') };
  if (!(await show(terminal, shown))) return { exit: 'error', next: `${commandOf('verify', args)} -o FILE` };
  return { exit, next: nextAfter(model, args) };
};
