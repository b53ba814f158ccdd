import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf } from '../fact-shapes.ts';
import { noticesOf } from '../journeys/notices.ts';
import { isCross, specOf } from '../spec.ts';
import { machineOf, pass } from './judgements.ts';

const isCrossing = ({ desired }: CheckSubject): boolean => isCross(specOf(desired));

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const followers = (subject: CheckSubject): Judgement => {
  const { snapshots, groups, labels, ha } = machineOf(subject);
  const left = [
    ...(snapshots > 0 ? [counted(snapshots, 'snapshot')] : []),
    ...(groups > 0 ? [`membership in ${counted(groups, 'placement group')}`] : []),
    ...(labels > 0 ? [counted(labels, 'label')] : []),
    ...(ha ? ['high availability'] : []),
  ];
  if (left.length === 0) return pass('it has nothing that is known not to follow');
  return {
    verdict: 'warn',
    summary: `what may not follow to another cluster: ${left.join(', ')}`,
    detail: 'The vendor does not say what follows. Snapshot and backup plans are made anew on the target.',
  };
};

const runsOnce = ({ observed }: CheckSubject): Judgement => {
  const twice = factOf(observed.facts, 'vm.twice') ?? null;
  if (twice === null) return pass('it runs once');
  return {
    verdict: 'fail',
    summary: `it runs TWICE: on ${twice.join(' and on ')}`,
    detail: 'Both write to the same names and addresses. Which one is right, only a person can say.',
    remedy: 'shut one of them down by hand, now',
    at: '/spec/machine',
  };
};

/** VM119, VM120, VM190: what a person should know of afterwards. */
export const afterwardsChecks: readonly Check[] = [
  {
    code: 'VM119',
    explains:
      'The vendor does not say which labels, groups, snapshots and plans follow a machine across clusters, so what it has of them is named before. A warning: a yes accepts it.',
    remedy: 'Write down what is named, and make it anew on the target after the move.',
    demands: 'what does not follow across clusters is said',
    stage: 'journey',
    waivable: false,
    facts: ['vm.source'],
    applies: isCrossing,
    judge: followers,
  },
  {
    code: 'VM120',
    explains:
      'After a move across clusters two machines carry the same name and the same addresses. Where both run, both write, and data diverges. Which of them is right, only a person can say.',
    remedy: 'Shut one of the two down by hand, now; then look what the other has written.',
    demands: 'source and copy never run both',
    stage: 'target',
    waivable: false,
    facts: ['vm.twice'],
    applies: isCrossing,
    judge: runsOnce,
  },
  {
    code: 'VM190',
    demands: 'what a yes acknowledges is said',
    stage: 'journey',
    waivable: false,
    facts: ['vm.source', 'vm.tasks', 'cluster.target', 'target.hosts'],
    judge: (subject) => pass(`${noticesOf(subject).length} notices`),
  },
];
