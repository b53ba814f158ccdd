import type { CheckSubject } from '../../../../src/core/check.ts';
import type { Journey, StepDraft } from '../../../../src/core/kind.ts';
import type { GateRequirement } from '../../../../src/core/step.ts';
import { firstPrecheck, migrate, prove, secondPrecheck } from './dedicated/crossing.ts';
import { leftBehind } from './dedicated/left-behind.ts';
import { nodeSteps } from './dedicated/nodes.ts';
import { preparations } from './dedicated/preparations.ts';
import { commitQuestion, prepareQuestion } from './dedicated/question.ts';
import { rescueSteps } from './dedicated/rescue.ts';
import { inLine, lastOf, situationOf, type Situation } from './dedicated/situation.ts';
import { tidySteps } from './dedicated/tidy.ts';
import { gainsFrom } from './gains.ts';
import { keepsWindow } from './keeps-window.ts';
import { dedicatedNotices } from './notices.ts';

const now: readonly GateRequirement[] = [
  { code: 'ACK103', maxAge: '60s' },
  { code: 'ACK105', maxAge: '10m' },
  { code: 'ACK127', maxAge: '1h' },
];
const reached: GateRequirement = { code: 'ACK132', maxAge: '60s' };

/** What must still be so when etcd is about to be copied: each of these was perhaps mended by a step of this plan. */
const mended: readonly GateRequirement[] = [
  ...['ACK110', 'ACK112', 'ACK113', 'ACK115', 'ACK117', 'ACK118', 'ACK119', 'ACK120', 'ACK131'].map(
    (code): GateRequirement => ({ code, maxAge: '10m' }),
  ),
];

interface Way {
  readonly before: readonly StepDraft[];
  readonly after: readonly StepDraft[];
  readonly steps: readonly StepDraft[];
}

const wayOf = (situation: Situation): Way => {
  const prepared = preparations(situation);
  const before = inLine(prepared, ['precheck']);
  const last = lastOf(prepared);
  const again = last === null ? [] : [secondPrecheck(situation, last)];
  const after = [...nodeSteps(situation), ...tidySteps(situation, prepared)];
  const rescues = rescueSteps(situation, prepared);
  const crossing = [migrate(situation, again[0]?.id ?? 'precheck', rescues), prove(situation)];
  const first = firstPrecheck(situation, prepared);
  return { before, after, steps: [first, ...before, ...again, ...crossing, ...after, ...rescues] };
};

/** dedicated → Pro: pre-check, what is missing, pre-check again, migrate (one-way), prove, and tidy up. */
export const dedicatedToPro = (subject: CheckSubject): Journey => {
  const { desired } = subject;
  const situation = situationOf(subject);
  const { before, after, steps } = wayOf(situation);
  const notices = dedicatedNotices(situation);
  return {
    name: 'dedicated-to-pro',
    title: 'dedicated -> pro',
    steps,
    gates: {
      prepare: {
        question: prepareQuestion(desired, situation, before),
        requires: [...now, reached],
        ...keepsWindow(desired),
      },
      commit: {
        question: commitQuestion(desired, situation, { after, notices }),
        requires: [...now, ...mended, reached],
        ...keepsWindow(desired),
      },
    },
    gains: gainsFrom('dedicated'),
    leftBehind: leftBehind(situation),
    notices,
    unchecked: [],
  };
};
