import { apply } from '../../app/apply.ts';
import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { readPlanFile } from '../../app/read-plan.ts';
import { kinds } from '../../app/surroundings.ts';
import { text, type Run } from '../command.ts';
import { say } from '../say.ts';
import { colours } from '../terminal.ts';
import { reportApplied } from './applied.ts';
import { runSetup } from './run-setup.ts';

/** Applies a plan file as far as its gates are open. */
export const run: Run = async (terminal, { args, values }) => {
  const [file = ''] = args;
  const read = await readPlanFile(file, terminal.host);
  say(terminal, read.diagnostics, colours(text(values, 'color'), terminal, 'err'));
  if (!read.ok) return { exit: exitOfDiagnostics(read.diagnostics), next: 'onward plan -o plan.json' };
  const { plan } = read.value;
  if (
    plan.complete &&
    plan.steps.length === 0 &&
    !plan.checks.some(({ verdict }) => verdict === 'fail' || verdict === 'ask')
  ) {
    terminal.out('nothing to do\n');
    return { exit: 'done', next: 'onward drift' };
  }
  const { options, progress } = await runSetup(terminal, values);
  try {
    const applied = await apply(read.value, kinds, options);
    progress.stop();
    return reportApplied(terminal, values, applied);
  } finally {
    progress.stop();
  }
};
