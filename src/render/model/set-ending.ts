import type { Address } from '../../core/address.ts';
import type { Plan, PlanTarget } from '../../core/plan.ts';
import { foldNames } from './fold-names.ts';
import { grouped } from './grouped.ts';
import { fewMembers } from './plan-subjects.ts';

/** So many reasons for one state are told; the others are counted. */
const mostReasons = 3;
/** Who failed is what a reader must know: more names than elsewhere. */
const mostNames = 20;

/** How a step ended, as its run knows it. */
export interface StepEnd {
  readonly state: string;
  readonly why?: string;
}

export interface Ended {
  readonly plan: Plan;
  readonly outcomes: ReadonlyMap<string, StepEnd>;
  /** The targets of which all is done. */
  readonly done: ReadonlySet<Address>;
}

/** Members that came to the same. */
export interface EndGroup {
  readonly state: string;
  /** `2 failed at migrate: erp-7, erp-9`. */
  readonly says: string;
  readonly why: string | null;
}

export interface SetEnding {
  readonly addresses: ReadonlySet<Address>;
  /** `VirtualMachineSet/erp, 37 members: 30 done, 5 wait, 2 failed`. */
  readonly summary: string;
  readonly groups: readonly EndGroup[];
}

interface MemberEnd {
  readonly name: string;
  readonly state: string;
  readonly step: string;
  readonly why: string | null;
}

/** The states of steps that stop a member, as one says them of it. */
const stateWords: Readonly<Record<string, string>> = { parked: 'wait', ambiguous: 'in doubt' };

const stateWord = (state: string): string => stateWords[state] ?? state;

/** One that was not to go. */
const leftWord = ({ journey }: PlanTarget): string => (journey === null ? 'nothing to do' : 'not in the plan');

const memberEnd = (target: PlanTarget, steps: Plan['steps'], { outcomes, done }: Ended): MemberEnd => {
  const name = target.membership?.member ?? target.address;
  const plain = (state: string): MemberEnd => ({ name, state, step: '', why: null });
  if (!target.applicable) return plain(leftWord(target));
  if (done.has(target.address)) return plain('done');
  const ends = steps.map(({ id }) => ({ id, end: outcomes.get(id) }));
  // What nobody knows the end of is told before anything else.
  const stopped =
    ends.find(({ end }) => end?.state === 'ambiguous') ??
    ends.find(({ end }) => end !== undefined && end.state !== 'done' && end.state !== 'skipped');
  if (stopped?.end === undefined)
    return plain(ends.some(({ end }) => end?.state === 'done') ? 'not finished' : 'not begun');
  const step = stopped.id.slice(stopped.id.lastIndexOf('/') + 1);
  return { name, state: stopped.end.state, step, why: stopped.end.why ?? null };
};

const groupOf = (ends: readonly MemberEnd[], why: string | null): readonly EndGroup[] =>
  ends.slice(0, 1).map(({ state, step }) => {
    const names = foldNames(
      ends.map(({ name }) => name),
      why === null ? undefined : mostNames,
    );
    return { state, says: `${ends.length} ${stateWord(state)}${step === '' ? '' : ` at ${step}`}: ${names}`, why };
  });

/** Those of one state: together where they have one reason, so many reasons, and the others together. */
const groupsOf = (ends: readonly MemberEnd[]): readonly EndGroup[] => {
  const reasons = [...grouped(ends, ({ step, why }) => JSON.stringify([step, why])).values()];
  const told = reasons.length > mostReasons ? reasons.slice(0, mostReasons - 1) : reasons;
  const others = reasons.slice(told.length).flat();
  return [
    ...told.flatMap((group) => groupOf(group, group[0]?.why ?? null)),
    ...groupOf(
      others.map((end) => ({ ...end, step: '' })),
      'each for a reason of its own',
    ),
  ];
};

const endingOf = (set: Address, targets: readonly PlanTarget[], ended: Ended): SetEnding => {
  const steps = grouped(ended.plan.steps, ({ address }) => address);
  const ends = targets.map((target) => memberEnd(target, steps.get(target.address) ?? [], ended));
  const states = [...grouped(ends, ({ state }) => state)];
  const counts = states.map(([state, all]) => `${all.length} ${stateWord(state)}`);
  return {
    addresses: new Set(targets.map(({ address }) => address)),
    summary: `${set}, ${targets.length} members: ${counts.join(', ')}`,
    groups: states.flatMap(([, all]) => groupsOf(all)),
  };
};

/** How the members of large sets ended: nobody reads a line a member of a hundred. */
export const setEndings = (ended: Ended): readonly SetEnding[] =>
  [...grouped(ended.plan.targets, ({ membership }) => membership?.set ?? '/')].flatMap(([set, targets]) =>
    set === '/' || targets.length <= fewMembers ? [] : [endingOf(set, targets, ended)],
  );
