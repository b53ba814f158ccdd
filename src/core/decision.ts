import { canonical } from './canonical.ts';
import type { CheckResult } from './check.ts';
import type { Hash, Plan, PlanTarget } from './plan.ts';
import { planBody } from './plan-text.ts';
import { isGate, type Step } from './step.ts';

/** SHA-256 of UTF-8 text, as 64 hex digits; given from outside, since the core is pure. */
export type Sha256 = (text: string) => string;

const stepCore = (step: Step): unknown =>
  isGate(step)
    ? {
        id: step.id,
        title: step.title,
        needs: step.needs,
        question: step.question,
        covers: step.covers,
        requires: step.requires,
        ...(step.ownYes === undefined ? {} : { ownYes: step.ownYes }),
        ...(step.notBefore === undefined ? {} : { notBefore: step.notBefore }),
        ...(step.window === undefined ? {} : { window: step.window }),
        ...(step.byHand === undefined ? {} : { byHand: step.byHand }),
        ...(step.deadline === undefined ? {} : { deadline: step.deadline }),
        ...(step.handOnly === undefined ? {} : { handOnly: step.handOnly }),
        ...(step.wave === undefined ? {} : { wave: step.wave }),
        ...(step.approvals === undefined ? {} : { approvals: step.approvals }),
      }
    : {
        id: step.id,
        title: step.title,
        needs: step.needs,
        operation: step.operation,
        args: step.args,
        reversibility: step.reversibility,
        downtime: step.downtime?.what ?? null,
        expects: step.expects,
        ifFailed: step.ifFailed,
        ...(step.limits === undefined ? {} : { limits: step.limits }),
        undo: step.undo,
        undoArgs: step.undoArgs ?? null,
      };

const targetCore = ({
  address,
  key,
  desired,
  wanted,
  waivers,
  applicable,
  after,
  ways,
  wave,
  limits,
}: PlanTarget): unknown => ({
  address,
  key,
  desired,
  wanted,
  waivers,
  applicable,
  ...(after === undefined ? {} : { after }),
  ...(ways === undefined ? {} : { taken: ways.taken }),
  ...(wave === undefined ? {} : { wave }),
  ...(limits === undefined ? {} : { limits }),
});

/** What a yes accepts, and what no yes can skip. What passed or will be asked at the gate needs no word. */
const isSaid = ({ verdict }: CheckResult): boolean => verdict !== 'pass' && verdict !== 'later';

/**
 * What a person approves: targets as declared and the try that failed before, what changes, steps with the words they are
 * read by, arguments, reversibility, downtime class, expectations, notices, what a yes accepts, and the store. No times,
 * request ids, evidence, paths or patch versions: planning again to the same decision keeps approvals. What stays behind is
 * told, and later only read, so it is no part of it.
 */
export const decisionOf = (plan: Omit<Plan, 'digest' | 'decision'>, sha256: Sha256): Hash => {
  const accepts = plan.checks.filter(isSaid).map(({ code, address, verdict }) => ({ code, address, verdict }));
  const core = {
    targets: plan.targets.map(targetCore),
    changes: plan.changes.map(({ address, fact, before, after, impact }) => ({ address, fact, before, after, impact })),
    steps: plan.steps.map(stepCore),
    notices: plan.notices.map(({ address, says }) => ({ address, says })),
    pointOfNoReturn: plan.pointOfNoReturn,
    accepts,
    complete: plan.complete,
    store: plan.storeAs,
    ...(plan.waves === undefined ? {} : { waves: plan.waves }),
    ...(plan.stopOn === undefined ? {} : { stopOn: plan.stopOn }),
  };
  return `sha256:${sha256(canonical(core))}`;
};

/** The hash over the file's text before the digest: one byte changed is another plan. `head -n -2 plan.json | sha256sum` gives it too. */
export const digestOf = (plan: Omit<Plan, 'digest'>, sha256: Sha256): Hash => `sha256:${sha256(planBody(plan))}`;

/** The hex digits that people see and type. */
export const short = (hash: Hash): string => hash.slice('sha256:'.length, 'sha256:'.length + 12);
