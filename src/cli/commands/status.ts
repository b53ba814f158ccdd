import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { status } from '../../app/status.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { renderStatus } from '../../render/render-status.ts';
import { kinds } from '../../app/surroundings.ts';
import { isOn, text, type Run } from '../command.ts';
import { say } from '../say.ts';
import { colours } from '../terminal.ts';
import { refused, wayOut } from '../refused.ts';
import { runSetup } from './run-setup.ts';

/** A store that is damaged names its own way out, or is explained; never is a new plan the way on while a call may be under way. */
const nextAfter = (found: readonly Diagnostic[], args: readonly string[]): string => {
  const damaged = found.find(({ code }) => code.startsWith('STO') && code !== 'STO025');
  if (damaged !== undefined) return wayOut([damaged]) ?? `onward explain ${damaged.code}`;
  return args.length > 0 ? 'onward status' : 'onward plan FILE';
};

/** Shows what the journal and the cloud say of a run. */
export const run: Run = async (terminal, { args, values }) => {
  const setup = await runSetup(terminal, values);
  if (!setup.ok) return refused(terminal, setup.diagnostics);
  const { options, progress } = setup.value;
  progress.stop();
  const found = await status(args[0] ?? null, kinds, { options, offline: isOn(values, 'offline') });
  say(terminal, found.diagnostics, colours(text(values, 'color'), terminal, 'err'));
  if (!found.ok)
    return {
      exit: exitOfDiagnostics(found.diagnostics),
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
  return { exit: 'done', ...(next === undefined ? {} : { next }) };
};
