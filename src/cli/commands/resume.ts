import { resume } from '../../app/resume.ts';
import { kinds } from '../../app/surroundings.ts';
import type { Run } from '../command.ts';
import { reportApplied } from './applied.ts';
import { runSetup } from './run-setup.ts';

/** Goes on with a run. */
export const run: Run = async (terminal, { args, values }) => {
  const { options, progress } = await runSetup(terminal, values);
  try {
    const applied = await resume(args[0] ?? null, kinds, options);
    progress.stop();
    return reportApplied(terminal, values, applied);
  } finally {
    progress.stop();
  }
};
