import { exitOfDiagnostics, exitOfPlan } from '../../app/exit-of.ts';
import { plan, planText } from '../../app/plan.ts';
import { short } from '../../core/decision.ts';
import { error } from '../../core/diagnostic.ts';
import type { Plan } from '../../core/plan.ts';
import { kinds } from '../../app/surroundings.ts';
import { isOn, text, type Ending, type Run } from '../command.ts';
import { documentsOf } from '../../app/documents.ts';
import { say } from '../say.ts';
import { showPlan } from '../show-plan.ts';
import { commandOf } from '../operands.ts';
import { refused, refusedDocuments, wayOut } from '../refused.ts';
import { storeOf } from '../store-of.ts';
import { colours, type Terminal } from '../terminal.ts';

const writeOut = async (
  terminal: Terminal,
  { out, args }: { out: string; args: readonly string[] },
  made: Plan,
): Promise<Ending | null> => {
  try {
    await terminal.host.writePrivate(out, planText(made));
    return null;
  } catch (problem) {
    const detail = (problem as { code?: string }).code ?? 'it cannot be written';
    const remedy = 'give -o a path in a folder that exists and may be written';
    say(
      terminal,
      [error('USE003', { summary: 'the plan could not be written', detail, at: { file: out }, remedy })],
      false,
    );
    return { exit: 'error', next: `${commandOf('plan', args)} -o FILE` };
  }
};

const nextAfter = (made: Plan, args: readonly string[], out: string | undefined): string => {
  if (made.applicable && out === undefined) return commandOf('plan', [...args, '-o', 'plan.json']);
  if (made.applicable) return `${commandOf('apply', [out ?? ''])}   (decision ${short(made.decision)})`;
  const blocking = made.checks.find(({ verdict }) => verdict === 'fail' || verdict === 'ask' || verdict === 'unknown');
  return blocking === undefined ? commandOf('drift', args) : commandOf('explain', [blocking.code]);
};

/** Reads live, plans, shows; writes the plan file where one is asked for. */
export const run: Run = async (terminal, { args, values }) => {
  const color = colours(text(values, 'color'), terminal, 'err');
  const loaded = await documentsOf(terminal.host, args);
  say(terminal, loaded.diagnostics, color);
  if (!loaded.ok) return refusedDocuments(loaded.diagnostics, 'plan', args);
  const store = await storeOf(terminal, values);
  if (!store.ok) return refused(terminal, store.diagnostics);
  const made = await plan(loaded.value.desired, kinds, { host: terminal.host, store: store.value });
  say(terminal, made.diagnostics, color);
  if (!made.ok) return { exit: exitOfDiagnostics(made.diagnostics), next: wayOut(made.diagnostics) ?? 'onward status' };
  showPlan(terminal, made.value, values);
  const out = text(values, 'out');
  const unwritten = out === undefined ? null : await writeOut(terminal, { out, args }, made.value);
  if (unwritten !== null) return unwritten;
  return {
    exit: exitOfPlan(made.value, { detailed: isOn(values, 'detailedExitcode') }),
    next: nextAfter(made.value, args, out),
  };
};
