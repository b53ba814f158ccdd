import type { Address } from './address.ts';
import { nameOf } from './address.ts';
import { conditionsOf } from './conditional.ts';
import type { GateDraft, Journey, StepDraft } from './kind.ts';
import type { Contract } from './operation.ts';
import { isForEver } from './reversibility.ts';
import type { ActStep, GateStep, Step } from './step.ts';
import { disturbs } from './stretch.ts';
import type { Window } from './window.ts';

const globalId = (address: Address, id: string): string => `${nameOf(address)}/${id}`;

const downtimeOf = ({ downtime }: StepDraft, contract: Contract): ActStep['downtime'] =>
  contract.downtime === null || downtime === null ? null : { ...contract.downtime, ...downtime };

/** A draft with its contract's promises and ids that are unique in the plan. */
const stepOf = (address: Address, draft: StepDraft, contract: Contract): ActStep => ({
  id: globalId(address, draft.id),
  type: draft.type,
  address,
  title: draft.title,
  needs: draft.needs.map((need) => globalId(address, need)),
  because: draft.because,
  operation: draft.operation,
  args: draft.args,
  reversibility: contract.reversibility,
  undo: contract.undo,
  ...(draft.undoArgs === undefined ? {} : { undoArgs: draft.undoArgs }),
  again: contract.again,
  expects: draft.expects,
  duration: draft.duration ?? contract.duration,
  downtime: downtimeOf(draft, contract),
  ifFailed: (draft.ifFailed ?? []).map((id) => globalId(address, id)),
  ...(draft.limits === undefined ? {} : { limits: draft.limits }),
});

interface GatePlace {
  readonly id: string;
  /** Absent where nobody asks when it opens. */
  readonly windows: readonly Window[] | undefined;
  readonly draft: GateDraft;
  readonly before: readonly ActStep[];
  readonly after: readonly ActStep[];
}

/** The step that a gate was put before by its journey. */
const isBefore = (address: Address, { before }: GateDraft, { id }: ActStep): boolean =>
  before !== undefined && globalId(address, before) === id;

/** The window that a gate keeps to: none where nothing that it lets run disturbs anybody. */
const windowOf = ({ draft, after, windows }: GatePlace): Window | undefined => {
  if (draft.window === undefined || windows === undefined || !after.some(disturbs)) return undefined;
  const window = windows.find(({ name }) => name === draft.window);
  if (window === undefined) throw new Error(`no window ${draft.window}`);
  return window;
};

/** A gate needs all that comes before it and covers what is for ever after it, and the step that it was put before. */
const gateOf = (address: Address, gate: GatePlace): GateStep => {
  const { id: place, draft, before, after } = gate;
  const window = windowOf(gate);
  return {
    id: globalId(address, draft.id ?? place),
    type: 'gate',
    address,
    title: `GATE ${draft.id ?? place}`,
    needs: before.map((step) => step.id),
    because: [],
    question: draft.question,
    covers: after.filter((step) => isForEver(step.reversibility) || isBefore(address, draft, step)).map(({ id }) => id),
    requires: draft.requires,
    opensOn: draft.opensOn ?? null,
    ...(draft.ownYes === undefined ? {} : { ownYes: draft.ownYes }),
    ...(draft.notBefore === undefined ? {} : { notBefore: draft.notBefore }),
    ...(window === undefined ? {} : { window }),
    ...(draft.byHand === undefined ? {} : { byHand: globalId(address, draft.byHand) }),
    ...(draft.deadline === undefined ? {} : { deadline: draft.deadline }),
    ...(draft.handOnly === undefined ? {} : { handOnly: draft.handOnly }),
  };
};

const behind = (gate: GateStep, steps: readonly ActStep[]): readonly ActStep[] =>
  steps.map((step) => ({ ...step, needs: [...new Set([...step.needs, gate.id])] }));

const draftFor = (journey: Journey, gate: 'prepare' | 'commit'): GateDraft => {
  const draft = journey.gates[gate];
  if (draft === undefined) throw new Error(`${journey.name} needs words for its gate ${gate}`);
  return draft;
};

/**
 * The steps of a journey with the gates where they belong: `prepare` before the first write, `commit` before the first
 * one-way step, or earlier where the journey puts them. A gate that would guard nothing is left out.
 */
export const withGates = (
  address: Address,
  journey: Journey,
  contracts: Readonly<Record<string, Contract>>,
  windows?: readonly Window[],
): readonly Step[] => {
  const all = journey.steps.map((draft) => {
    const contract = contracts[draft.operation];
    if (contract === undefined) throw new Error(`${draft.operation} has no contract`);
    return stepOf(address, draft, contract);
  });
  // What runs only after a failure asks no gate: it takes back what a gate let in.
  const conditions = conditionsOf(all);
  const rescues = all.filter(({ id }) => conditions.has(id));
  const steps = all.filter(({ id }) => !conditions.has(id));
  const isPlace = (gate: 'prepare' | 'commit', step: ActStep): boolean => {
    const draft = journey.gates[gate];
    return draft !== undefined && isBefore(address, draft, step);
  };
  const found = steps.findIndex((step) => step.reversibility === 'one-way' || isPlace('commit', step));
  const oneWay = found === -1 ? steps.length : found;
  const firstWrite = steps.slice(0, oneWay).findIndex((step) => step.type === 'change' || isPlace('prepare', step));
  const split = firstWrite === -1 ? oneWay : firstWrite;
  const checks = steps.slice(0, split);
  const preparations = steps.slice(split, oneWay);
  const journeySteps = steps.slice(oneWay);
  const gate = (id: 'prepare' | 'commit', before: readonly ActStep[], after: readonly ActStep[]): GateStep =>
    gateOf(address, { id, windows, draft: draftFor(journey, id), before, after });
  const prepare = preparations.length === 0 ? [] : [gate('prepare', checks, preparations)];
  const prepared = prepare.flatMap((one) => behind(one, preparations));
  if (journeySteps.length === 0) return [...checks, ...prepare, ...prepared, ...rescues];
  const before = [...checks, ...prepared];
  const commit = gate('commit', before, journeySteps);
  return [...checks, ...prepare, ...prepared, commit, ...behind(commit, journeySteps), ...rescues];
};
