import { documentsOf } from '../../app/documents.ts';
import { kinds } from '../../app/surroundings.ts';
import { verify } from '../../app/verify.ts';
import { renderVerify, renderVerifyMarkdown } from '../../render/render-verify.ts';
import { text, type Run } from '../command.ts';
import { commandOf } from '../operands.ts';
import { refused, refusedDocuments, refusedRun } from '../refused.ts';
import { say } from '../say.ts';
import { storeOf } from '../store-of.ts';
import { colours } from '../terminal.ts';

/** Compares what is with the inventory that was taken before the point of no return. */
export const run: Run = async (terminal, { args, values }) => {
  const talk = colours(text(values, 'color'), terminal, 'err');
  const loaded = await documentsOf(terminal.host, args);
  say(terminal, loaded.diagnostics, talk);
  if (!loaded.ok) return refusedDocuments(loaded.diagnostics, 'verify', args);
  const store = await storeOf(terminal, values);
  if (!store.ok) return refused(terminal, store.diagnostics);
  const where = { host: terminal.host, storeFolder: store.value.folder };
  const verified = await verify(loaded.value.desired, kinds, where);
  if (!verified.ok) return refusedRun(terminal, verified.diagnostics);
  say(terminal, verified.diagnostics, talk);
  const { exit, ...model } = verified.value;
  const format = text(values, 'format');
  const print = { width: terminal.width, color: colours(text(values, 'color'), terminal, 'out') };
  if (format === 'json') terminal.out(`${JSON.stringify(model, null, 1)}\n`);
  else terminal.out(format === 'markdown' ? renderVerifyMarkdown(model) : renderVerify(model, print));
  return { exit, next: commandOf('drift', args) };
};
