import { apply } from '../../app/apply.ts';
import { exitOfDiagnostics, exitOfPlan } from '../../app/exit-of.ts';
import { plan as makePlan } from '../../app/plan.ts';
import { planText } from '../../core/plan-text.ts';
import { readPlanFile, type PlanFile } from '../../app/read-plan.ts';
import { kinds } from '../../app/surroundings.ts';
import { error, fail, succeed, type Result } from '../../core/diagnostic.ts';
import { text, type Ending, type Run, type Values } from '../command.ts';
import { askedPlan } from '../asked-plan.ts';
import { say } from '../say.ts';
import { showPlan } from '../show-plan.ts';
import { storeOf } from '../store-of.ts';
import { colours, type Terminal } from '../terminal.ts';
import { commandOf, documentsIn, planAgain } from '../operands.ts';
import { refused } from '../refused.ts';
import { aliasOf, reportApplied } from './applied.ts';
import { runSetup } from './run-setup.ts';

/** Without a plan file, and only at a terminal: plan what the project asks for, show it, and go on to its gates. */
const planHere = async (terminal: Terminal, values: Values): Promise<Result<PlanFile>> => {
  if (!terminal.inIsTerminal) {
    const remedy = 'plan, have it reviewed, then apply plan.json: `onward plan FILE -o plan.json`';
    return fail(error('USE001', { summary: 'apply needs a plan file where there is no terminal', remedy }));
  }
  const loaded = await askedPlan(terminal, [], values);
  if (!loaded.ok) return loaded;
  const store = await storeOf(terminal, values);
  if (!store.ok) return store;
  const made = await makePlan(loaded.value.desired, kinds, {
    host: terminal.host,
    store: store.value,
    ...loaded.value.options,
  });
  if (!made.ok) return made;
  await showPlan(terminal, made.value, values);
  return succeed({ plan: made.value, text: planText(made.value) }, made.diagnostics);
};

const nothingToDo = ({ plan }: PlanFile): boolean =>
  plan.steps.length === 0 && exitOfPlan(plan, { detailed: false }) === 'done';

const drivePlan = async (terminal: Terminal, file: PlanFile, { args, values }: Parameters<Run>[1]): Promise<Ending> => {
  const setup = await runSetup(terminal, values);
  if (!setup.ok) return refused(terminal, setup.diagnostics);
  const { options, progress } = setup.value;
  // The first line of the journal consumes the plan; from then on the run goes on.
  let begun = false;
  const onLine: typeof options.onLine = (line, oneWay) => {
    begun = true;
    options.onLine(line, oneWay);
  };
  terminal.endGracefully(() => (begun ? `onward resume ${aliasOf(file.plan)}` : commandOf('apply', args)));
  try {
    const applied = await apply(file, kinds, { ...options, onLine });
    progress.stop();
    return reportApplied(terminal, values, { applied, of: file.plan });
  } finally {
    progress.stop();
  }
};

/** Applies a plan as far as its gates are open. */
export const run: Run = async (terminal, given) => {
  const { args, values } = given;
  const [path] = args;
  const file = path === undefined ? await planHere(terminal, values) : await readPlanFile(path, terminal.host);
  say(terminal, file.diagnostics, colours(text(values, 'color'), terminal, 'err'));
  if (!file.ok) return { exit: exitOfDiagnostics(file.diagnostics), next: planAgain(null) };
  if (!nothingToDo(file.value)) return drivePlan(terminal, file.value, given);
  terminal.out('nothing to do\n');
  return { exit: 'done', next: commandOf('drift', documentsIn(file.value.plan)) };
};
