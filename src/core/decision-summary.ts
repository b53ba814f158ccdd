import { canonical } from './canonical.ts';
import type { Json } from './fact.ts';
import type { Plan } from './plan.ts';
import { isGate, type Step } from './step.ts';

/** What a decision rests on, entry by entry: what it is, and its value. */
export type DecisionSummary = readonly (readonly [what: string, value: string])[];

/** More entries than these tell a person nothing; a decision of many targets is told by its beginning. */
const most = 500;
const longest = 160;

const cut = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest - 3)}...`);

const valueOf = (value: Json): string => cut(typeof value === 'string' ? value : canonical(value));

type Entry = readonly [string, string];

const stepEntries = (step: Step): readonly Entry[] =>
  isGate(step)
    ? [
        [`${step.id} asks`, valueOf(step.question)],
        ...(step.approvals === undefined
          ? []
          : [[`${step.id} needs`, `${step.approvals.needed} (${step.approvals.of})`] as const]),
      ]
    : [
        [`${step.id} does`, `${step.operation} ${step.reversibility ?? 'read'}`],
        ...Object.entries(step.args).map(([name, value]) => [`${step.id} ${name}`, valueOf(value)] as const),
        ...step.expects.map(({ fact, equals }) => [`${step.id} expects ${fact}`, valueOf(equals)] as const),
      ];

/** The entries of a plan's decision, small enough to be kept with a yes to it. */
export const summaryOf = (plan: Omit<Plan, 'digest' | 'decision'>): DecisionSummary =>
  [
    ...plan.targets.map(({ address, key }): Entry => [address, key ?? 'unknown']),
    ...plan.changes.map(({ address, fact, before, after }): Entry => [
      `${address} ${fact}`,
      cut(`${canonical(before ?? null)} -> ${canonical(after ?? null)}`),
    ]),
    ...plan.checks
      .filter(({ verdict }) => verdict !== 'pass' && verdict !== 'later')
      .map(({ address, code, verdict }): Entry => [`${address} ${code}`, verdict]),
    ...plan.targets.flatMap(({ address, waivers }) =>
      waivers.map(({ code, expires }): Entry => [`${address} waives ${code}`, `until ${expires}`]),
    ),
    ...plan.steps.flatMap(stepEntries),
  ]
    .slice(0, most)
    .map(([what, value]) => [cut(what), value]);

/** What moved between two decisions, in words; the first few, since one fact often moves several entries. */
export const movedBetween = (before: DecisionSummary, after: DecisionSummary): string => {
  const old = new Map(before);
  const now = new Map(after);
  const moved = [...new Set([...old.keys(), ...now.keys()])].flatMap((what) => {
    const [was, is] = [old.get(what), now.get(what)];
    if (was === is) return [];
    if (was === undefined) return [`${what}: ${is ?? ''} is new`];
    return is === undefined ? [`${what}: ${was} is gone`] : [`${what}: ${was} -> ${is}`];
  });
  const told = moved.slice(0, 3);
  if (told.length === 0) return 'what moved is not in the summary that was signed';
  return [...told, ...(moved.length > told.length ? [`and ${moved.length - told.length} more`] : [])].join('; ');
};

/** Whether two decisions are about a target in common. */
export const isAboutTheSame = (before: DecisionSummary, plan: Pick<Plan, 'targets'>): boolean =>
  plan.targets.some(({ address, key }) => before.some(([what, value]) => what === address && value === key));
