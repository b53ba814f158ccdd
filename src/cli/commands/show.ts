import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { readPlanFile } from '../../app/read-plan.ts';
import { text, type Run } from '../command.ts';
import { commandOf, planAgain } from '../operands.ts';
import { say } from '../say.ts';
import { showPlans } from '../show-plan.ts';
import { colours } from '../terminal.ts';

/** Shows saved plans again, each unaltered or not at all. */
export const run: Run = async (terminal, { args, values }) => {
  const color = colours(text(values, 'color'), terminal, 'err');
  const plans = [];
  for (const file of args) {
    const read = await readPlanFile(file, terminal.host);
    say(terminal, read.diagnostics, color);
    if (!read.ok) return { exit: exitOfDiagnostics(read.diagnostics), next: planAgain(null) };
    plans.push({ file, plan: read.value.plan });
  }
  await showPlans(terminal, plans, values);
  const ready = plans.find(({ plan }) => plan.applicable);
  return { exit: 'done', ...(ready === undefined ? {} : { next: commandOf('apply', [ready.file]) }) };
};
