import { resume } from '../../app/resume.ts';
import { kinds } from '../../app/surroundings.ts';
import type { Run } from '../command.ts';
import { reportApplied } from './applied.ts';
import { commandOf } from '../operands.ts';
import { refused } from '../refused.ts';
import { runSetup } from './run-setup.ts';

/** Goes on with a run. */
export const run: Run = async (terminal, { args, values }) => {
  const setup = await runSetup(terminal, values);
  if (!setup.ok) return refused(terminal, setup.diagnostics);
  const { options, progress } = setup.value;
  terminal.endGracefully(() => commandOf('resume', args));
  try {
    const applied = await resume(args[0] ?? null, kinds, options);
    progress.stop();
    return reportApplied(terminal, values, { applied, of: null });
  } finally {
    progress.stop();
  }
};
