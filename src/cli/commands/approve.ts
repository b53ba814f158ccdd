import { approve, type AboutToApprove, type Approved } from '../../app/approve.ts';
import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { readPlanFile } from '../../app/read-plan.ts';
import { kinds } from '../../app/surroundings.ts';
import { short } from '../../core/decision.ts';
import type { Result } from '../../core/diagnostic.ts';
import type { Plan } from '../../core/plan.ts';
import { buildPlanReport } from '../../render/model/build-plan-report.ts';
import { visible } from '../../core/visible.ts';
import { text, type Ending, type Run, type Values } from '../command.ts';
import { commandOf, planAgain, quoted } from '../operands.ts';
import { refused, wayOut } from '../refused.ts';
import { say } from '../say.ts';
import { showPlan } from '../show-plan.ts';
import { storeOf } from '../store-of.ts';
import { colours, type Terminal } from '../terminal.ts';
import { writeOut } from '../write-out.ts';

/** What a yes is to, in a few lines: who says it, to what, and what of it is for ever. */
const sayWhat = (terminal: Terminal, { plan, by, gate, validFor }: AboutToApprove): void => {
  const report = buildPlanReport(plan);
  const lines = [
    `decision ${short(plan.decision)}, approved by ${by}, good for ${validFor}${gate === null ? '' : `, for ${gate} alone`}`,
    ...report.targets.map(
      ({ address, journey, forEver }) =>
        `  ${address}${journey === null ? '' : `  ${journey}`}${forEver.length === 0 ? '' : `  CANNOT BE UNDONE: ${forEver.join(', ')}`}`,
    ),
  ];
  for (const line of lines) terminal.err(`${visible(line)}\n`);
};

interface Ended {
  readonly approved: Result<Approved>;
  readonly plan: Plan;
  readonly file: string;
}

/** Says what was signed, or why nothing was, and what comes next. */
const ended = async (terminal: Terminal, values: Values, { approved, plan, file }: Ended): Promise<Ending> => {
  const out = text(values, 'out');
  say(terminal, approved.diagnostics, colours(text(values, 'color'), terminal, 'err'));
  if (!approved.ok)
    return {
      exit: exitOfDiagnostics(approved.diagnostics),
      next: wayOut(approved.diagnostics) ?? commandOf('show', [file]),
    };
  const { by, key, text: content, run: waiting } = approved.value;
  if (out !== undefined && !(await writeOut(terminal, { out, what: 'the approval' }, content)))
    return { exit: 'error', next: `${commandOf('approve', [file])} -o FILE` };
  const { validFor = '' } = plan.policy?.approvals ?? {};
  // Whoever was asked has read it before the signature.
  if (text(values, 'decision') !== undefined)
    sayWhat(terminal, { plan, by, gate: text(values, 'gate') ?? null, validFor });
  terminal.out(`approved by ${visible(by)} with ${key}: decision ${short(plan.decision)}\n`);
  const next = waiting === null ? commandOf('apply', [file]) : commandOf('resume', [waiting]);
  return { exit: 'done', next: out === undefined ? next : `${next} --approval ${quoted(out)}` };
};

/** Signs a person's yes to a plan's decision. */
export const run: Run = async (terminal, { args, values }): Promise<Ending> => {
  const [file = ''] = args;
  const read = await readPlanFile(file, terminal.host);
  say(terminal, read.diagnostics, colours(text(values, 'color'), terminal, 'err'));
  if (!read.ok) return { exit: exitOfDiagnostics(read.diagnostics), next: planAgain(null) };
  const { plan } = read.value;
  const store = await storeOf(terminal, values);
  if (!store.ok) return refused(terminal, store.diagnostics);
  const approved = await approve(plan, kinds, {
    file,
    host: terminal.host,
    store: store.value,
    decision: text(values, 'decision') ?? null,
    key: text(values, 'key') ?? null,
    by: text(values, 'by') ?? null,
    gate: text(values, 'gate') ?? null,
    carried: text(values, 'out') !== undefined,
    confirm: async (about) => {
      if (!terminal.inIsTerminal) return null;
      await showPlan(terminal, plan, { ...values, format: 'text' });
      sayWhat(terminal, about);
      return terminal.question(`Type ${short(plan.decision)} to sign, anything else to leave: `);
    },
  });
  return ended(terminal, values, { approved, plan, file });
};
