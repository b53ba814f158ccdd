import { abort, type Aborted } from '../../app/abort.ts';
import { kinds } from '../../app/surroundings.ts';
import type { ExitName } from '../../core/exit-code.ts';
import { visible } from '../../core/visible.ts';
import { text, type Run } from '../command.ts';
import { commandOf } from '../operands.ts';
import { refused, refusedRun } from '../refused.ts';
import { say } from '../say.ts';
import { colours, type Terminal } from '../terminal.ts';
import { runSetup } from './run-setup.ts';

type One = Aborted['undone'][number];

const words = (one: One): string | null => {
  switch (one.is) {
    case 'nothing':
      return null;
    case 'undone':
      return `${one.step}: undone${one.lost === undefined ? '' : `; thrown away: ${visible(one.lost)}`}`;
    case 'kept':
      return `${one.step}: KEPT, ${one.why}`;
    case 'stuck':
      return `${one.step}: ${one.outcome.state}: ${visible(one.outcome.why)}`;
  }
};

const next = (exit: ExitName, alias: string): string | undefined => {
  if (exit === 'done') return undefined;
  return exit === 'ambiguous' || exit === 'locked' ? `onward status ${alias}` : `onward abort ${alias}`;
};

const report = (terminal: Terminal, { undone, ended, alias }: Aborted): void => {
  const lines = undone.map(words).filter((line) => line !== null);
  for (const line of lines) terminal.out(`  ${line}\n`);
  if (lines.length === 0) terminal.out('  nothing was changed, so nothing was undone\n');
  terminal.out(`run ${alias}: ${ended ? 'aborted' : 'open, not all of it is undone'}\n`);
};

/** Gives a run up before its point of no return. */
export const run: Run = async (terminal, { args, values }) => {
  const setup = await runSetup(terminal, values);
  if (!setup.ok) return refused(terminal, setup.diagnostics);
  const { options, progress } = setup.value;
  terminal.endGracefully(() => commandOf('abort', args));
  try {
    const aborted = await abort(args[0] ?? null, kinds, options);
    progress.stop();
    if (!aborted.ok) return refusedRun(terminal, aborted.diagnostics);
    say(terminal, aborted.value.findings, colours(text(values, 'color'), terminal, 'err'));
    report(terminal, aborted.value);
    const { exit, alias } = aborted.value;
    const then = next(exit, alias);
    return { exit, ...(then === undefined ? {} : { next: then }) };
  } finally {
    progress.stop();
  }
};
