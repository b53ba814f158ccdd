import { exitCodes, worst, type ExitName } from '../../core/exit-code.ts';
import type { Plan } from '../../core/plan.ts';
import { policyWords } from './approval-words.ts';
import { planCost } from './cost-words.ts';
import { fleetRows } from './fleet-words.ts';
import { grouped } from './grouped.ts';
import { yesWords } from './outlook.ts';
import { planParts } from './plan-parts.ts';
import type { PlanReport, Standing, TargetReport } from './plan-report.ts';
import { setReports } from './set-report.ts';
import { shortHash, targetReport } from './target-report.ts';

/** What stands in the way comes first: it is what a reader must act on. */
const order: readonly Standing[] = ['BLOCKED', 'INCOMPLETE', 'READY', 'NOTHING TO DO'];

const sorted = (targets: readonly TargetReport[]): readonly TargetReport[] =>
  order.flatMap((standing) => targets.filter((target) => target.standing === standing));

/** A plan whose unread things were all refused lacks a permission; any other failed read is an error. */
const incompleteExit = (plan: Plan): ExitName => {
  const unread = plan.targets.flatMap(({ observed }) => observed.unread);
  return unread.length > 0 && unread.every(({ failure }) => failure === 'refused') ? 'credentials' : 'error';
};

const exitOf = (plan: Plan, targets: readonly TargetReport[]): ExitName => {
  const blocked = targets.some(({ checks }) => checks.inTheWay.some(({ word }) => word === 'FAIL' || word === 'ASK'));
  const incomplete = targets.some(({ standing }) => standing === 'INCOMPLETE');
  return worst([
    ...(incomplete || (!plan.complete && !blocked) ? [incompleteExit(plan)] : []),
    ...(blocked ? ['blocked' as const] : []),
  ]);
};

const summaryOf = (targets: readonly TargetReport[]): string => {
  const counts = order.flatMap((standing) => {
    const count = targets.filter((target) => target.standing === standing).length;
    return count > 0 ? [`${count} ${standing}`] : [];
  });
  return [`${targets.length} ${targets.length === 1 ? 'target' : 'targets'}`, counts.join(', ')]
    .filter((part) => part !== '')
    .join(': ');
};

const exitWords = (name: ExitName): string => `exit ${exitCodes[name].code} (${exitCodes[name].name})`;

const startsWords = (target: TargetReport, alone: boolean): readonly string[] =>
  yesWords(target.rows).map((says) => (alone ? says : `${target.address} ${says}`));

/** How many members of each set start; what each of them starts is told with its set. */
const membersStart = (targets: readonly TargetReport[], going: readonly TargetReport[]): readonly string[] => {
  const all = grouped(targets, ({ set }) => set ?? '');
  return [...grouped(going, ({ set }) => set ?? '')]
    .filter(([set]) => set !== '')
    .map(([set, own]) => `starts ${own.length} of the ${all.get(set)?.length ?? 0} in ${set}`);
};

const startsOf = (targets: readonly TargetReport[]): readonly string[] => {
  const going = targets.filter(({ standing }) => standing === 'READY');
  const alone = targets.length === 1;
  return [
    ...membersStart(targets, going),
    ...going.filter(({ set }) => set === null).flatMap((target) => startsWords(target, alone)),
  ];
};

const lastOf = (plan: Plan, targets: readonly TargetReport[], exit: ExitName): string => {
  if (!plan.applicable) return exitWords(exit);
  const starts = startsOf(targets);
  const yes = `A yes to ${shortHash(plan.decision)}`;
  return starts.length > 0 ? `${yes} ${starts.join('; ')}.` : 'onward apply asks for no yes: every step can be undone.';
};

const isReady = ({ standing }: TargetReport): boolean => standing === 'READY' || standing === 'NOTHING TO DO';

const holdOf = (targets: readonly TargetReport[]): string | null =>
  targets.length > 1 && !targets.every(isReady) && targets.some(({ standing }) => standing === 'READY')
    ? 'A yes starts what is READY and nothing else: the other targets are left as they are. Mend them, and plan them again.'
    : null;

export interface ReportOptions {
  /** Whose approvals of the plan count now; undefined where nobody looked. */
  readonly given?: readonly string[] | undefined;
}

/** Says everything of a plan, once; the faces only lay it out. */
export const buildPlanReport = (plan: Plan, { given }: ReportOptions = {}): PlanReport => {
  const partOf = planParts(plan);
  const targets = sorted(plan.targets.map((target) => targetReport(partOf(target.address), target, given)));
  const exit = exitOf(plan, targets);
  return {
    policy: policyWords(plan.policy),
    decision: plan.decision,
    shortDecision: shortHash(plan.decision),
    digest: plan.digest,
    summary: summaryOf(targets),
    single: targets.length === 1,
    fleet: fleetRows(plan),
    money: plan.targets.length === 1 ? null : planCost(plan),
    hold: holdOf(targets),
    targets,
    sets: setReports(plan, partOf, { reports: targets, given }),
    diagnostics: plan.diagnostics,
    exit,
    last: lastOf(plan, targets, exit),
  };
};
