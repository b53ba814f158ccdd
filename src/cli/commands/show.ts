import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { readPlanFile } from '../../app/read-plan.ts';
import { text, type Run } from '../command.ts';
import { planAgain } from '../operands.ts';
import { say } from '../say.ts';
import { showPlan } from '../show-plan.ts';
import { colours } from '../terminal.ts';

/** Shows a saved plan again, unaltered or not at all. */
export const run: Run = async (terminal, { args, values }) => {
  const [file = ''] = args;
  const read = await readPlanFile(file, terminal.host);
  say(terminal, read.diagnostics, colours(text(values, 'color'), terminal, 'err'));
  if (!read.ok) return { exit: exitOfDiagnostics(read.diagnostics), next: planAgain(null) };
  await showPlan(terminal, read.value.plan, values);
  const { applicable } = read.value.plan;
  return { exit: 'done', ...(applicable ? { next: `onward apply ${file}` } : {}) };
};
