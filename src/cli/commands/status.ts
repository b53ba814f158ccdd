import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { runList, type RunList } from '../../app/run-list.ts';
import { status } from '../../app/status.ts';
import type { Diagnostic, Result } from '../../core/diagnostic.ts';
import type { ExitName } from '../../core/exit-code.ts';
import { renderRunList } from '../../render/render-run-list.ts';
import { renderStatus } from '../../render/render-status.ts';
import { kinds } from '../../app/surroundings.ts';
import { isOn, text, type Ending, type Run, type Values } from '../command.ts';
import { say } from '../say.ts';
import { colours, type Terminal } from '../terminal.ts';
import { refused, wayOut } from '../refused.ts';
import { runSetup } from './run-setup.ts';

type Listed = Pick<Extract<Result<RunList>, { ok: true }>, 'value' | 'diagnostics'>;

/** A store that is damaged names its own way out, or is explained; never is a new plan the way on while a call may be under way. */
const nextAfter = (found: readonly Diagnostic[], args: readonly string[]): string => {
  if (found.some(({ code }) => code === 'STO030')) return 'onward plan FILE';
  const damaged = found.find(({ code }) => code.startsWith('STO') && code !== 'STO025');
  if (damaged !== undefined) return wayOut([damaged]) ?? `onward explain ${damaged.code}`;
  return args.length > 0 ? 'onward status' : 'onward plan FILE';
};

/** Several runs, or none: an answer, and no mistake of who asks. */
const listed = (terminal: Terminal, values: Values, { value, diagnostics }: Listed): Ending => {
  say(terminal, diagnostics, colours(text(values, 'color'), terminal, 'err'));
  const json = text(values, 'format') === 'json';
  terminal.out(json ? `${JSON.stringify(value, null, 1)}\n` : renderRunList(value));
  return { exit: 'done', next: value.runs[0]?.next ?? 'onward plan FILE' };
};

/** Where a person's answer is wanted, the next command leaves it open: none is chosen beforehand. */
const openAnswer = (command: string): string =>
  command.replace(/ --as (?:sent|not-sent) --evidence .*$/, ' --as sent|not-sent --evidence TEXT');

/** A run that was set aside is over: to say so is the answer. */
const exitOfRefusal = (found: readonly Diagnostic[]): ExitName =>
  found.every(({ code }) => code === 'STO030') ? 'done' : exitOfDiagnostics(found);

/** Shows what the journal and the cloud say of a run. */
export const run: Run = async (terminal, { args, values }) => {
  const setup = await runSetup(terminal, values);
  if (!setup.ok) return refused(terminal, setup.diagnostics);
  const { options, progress } = setup.value;
  progress.stop();
  const list = args.length === 0 ? await runList(options) : null;
  if (list?.ok && list.value !== null) return listed(terminal, values, { ...list, value: list.value });
  const found = await status(args[0] ?? null, kinds, { options, offline: isOn(values, 'offline') });
  say(terminal, found.diagnostics, colours(text(values, 'color'), terminal, 'err'));
  if (!found.ok)
    return {
      exit: exitOfRefusal(found.diagnostics),
      next: nextAfter(found.diagnostics, args),
    };
  const color = colours(text(values, 'color'), terminal, 'out');
  const json = text(values, 'format') === 'json';
  terminal.out(
    json ? `${JSON.stringify(found.value, null, 1)}\n` : renderStatus(found.value, { width: terminal.width, color }),
  );
  const [next] = [
    ...found.value.later.map((says) => says.replace(/^.*?: /, '')),
    ...found.value.safe.map(({ command }) => command),
  ];
  return { exit: 'done', ...(next === undefined ? {} : { next: openAnswer(next) }) };
};
