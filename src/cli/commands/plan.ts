import { approversOf } from '../../app/gates-approved.ts';
import { exitOfPlan } from '../../app/exit-of.ts';
import { plan } from '../../app/plan.ts';
import { planText } from '../../core/plan-text.ts';
import { short } from '../../core/decision.ts';
import type { Plan } from '../../core/plan.ts';
import { kinds } from '../../app/surroundings.ts';
import { isOn, text, type Run } from '../command.ts';
import { askedPlan } from '../asked-plan.ts';
import { say } from '../say.ts';
import { showPlan, showRefusal } from '../show-plan.ts';
import { commandOf } from '../operands.ts';
import { refused, refusedDocuments, refusedTargets } from '../refused.ts';
import { storeOf } from '../store-of.ts';
import { colours } from '../terminal.ts';
import { writeOut } from '../write-out.ts';

const nextAfter = (made: Plan, args: readonly string[], out: string | undefined): string => {
  if (exitOfPlan(made, { detailed: false }) === 'credentials') return commandOf('doctor', args);
  if (made.applicable && out === undefined) return commandOf('plan', [...args, '-o', 'plan.json']);
  if (made.applicable) return `${commandOf('apply', [out ?? ''])}   (decision ${short(made.decision)})`;
  const blocking = made.checks.find(({ verdict }) => verdict === 'fail' || verdict === 'ask' || verdict === 'unknown');
  return blocking === undefined ? commandOf('drift', args) : commandOf('explain', [blocking.code]);
};

/** Reads live, plans, shows; writes the plan file where one is asked for. */
export const run: Run = async (terminal, { args, values }) => {
  const color = colours(text(values, 'color'), terminal, 'err');
  const loaded = await askedPlan(terminal, args, values);
  say(terminal, loaded.diagnostics, color);
  if (!loaded.ok) await showRefusal(terminal, loaded.diagnostics, values);
  if (!loaded.ok) return refusedDocuments(loaded.diagnostics, 'plan', args);
  const store = await storeOf(terminal, values);
  if (!store.ok) return refused(terminal, store.diagnostics);
  const made = await plan(loaded.value.desired, kinds, {
    host: terminal.host,
    store: store.value,
    ...loaded.value.options,
  });
  say(terminal, made.diagnostics, color);
  if (!made.ok) await showRefusal(terminal, made.diagnostics, values);
  if (!made.ok) return refusedTargets(made.diagnostics, 'plan', args);
  const given = await approversOf(made.value, { host: terminal.host, store: store.value });
  await showPlan(terminal, made.value, values, given);
  const out = text(values, 'out');
  const written = out === undefined || (await writeOut(terminal, { out, what: 'the plan' }, planText(made.value)));
  if (!written) return { exit: 'error', next: `${commandOf('plan', args)} -o FILE` };
  return {
    exit: exitOfPlan(made.value, { detailed: isOn(values, 'detailedExitcode') }),
    next: nextAfter(made.value, args, out),
  };
};
