import type { Plan } from '../../src/core/plan.ts';
import type { ActStep, GateStep } from '../../src/core/step.ts';
import { act, check, readyPlan, stepsFor, targetOf } from './plans.ts';

/** Prepared, then migrated: every sign, two gates, a way back that loses something, a step that runs only on failure. */
export const dedicatedPlan = (): Plan => {
  const address = 'AckCluster/prod-hangzhou' as const;
  const [precheck, commit, migrate, prove] = stepsFor(address) as [ActStep, GateStep, ActStep, ActStep];
  const prepare: GateStep = {
    ...commit,
    id: 'prod-hangzhou/prepare',
    question: 'Prepare prod-hangzhou?',
    covers: ['prod-hangzhou/upgrade-slb'],
    requires: [],
    opensOn: 'sat-night',
  };
  const change = { type: 'change', duration: { p50: '5s', p90: '5s' } } as const;
  const about = { address, before: null, after: 'x', until: 'end' } as const;
  return readyPlan({
    targets: [targetOf(address, { journey: 'dedicated -> pro' })],
    pointOfNoReturn: 'prod-hangzhou/migrate',
    changes: [
      { ...about, id: 'prod-hangzhou/role.grant', fact: 'role.grant', impact: 'create' },
      {
        ...about,
        id: 'prod-hangzhou/slb.spec',
        fact: 'slb.spec',
        before: 'slb.s0.share',
        after: 'slb.s1.small',
        impact: 'update',
      },
      { ...about, id: 'prod-hangzhou/masters', fact: 'masters', before: 3, after: 0, impact: 'remove' },
    ],
    checks: [check('ACK100', 'pass', { address })],
    steps: [
      precheck,
      prepare,
      act(address, 'grant', {
        ...change,
        title: 'master role may write oss://prod-move/*',
        because: ['role.grant'],
        reversibility: 'reversible',
        undo: 'ack.take-grant-back/1',
      }),
      act(address, 'upgrade-slb', {
        ...change,
        title: 'SLB lb-bp1o slb.s0.share -> slb.s1.small',
        because: ['slb.spec'],
        reversibility: 'permanent',
        duration: { p50: '1m', p90: '1m' },
        downtime: { what: 'API server', p50: '10s', p90: '30s' },
      }),
      act(address, 'park', {
        ...change,
        title: 'park terway-controlplane',
        reversibility: 'compensable',
        undo: 'ack.unpark/1',
      }),
      { ...commit, covers: ['prod-hangzhou/migrate', 'prod-hangzhou/remove-masters'] },
      { ...migrate, ifFailed: ['prod-hangzhou/unpark'] },
      act(address, 'unpark', {
        ...change,
        title: 'bring terway-controlplane back',
        reversibility: 'reversible',
        duration: { p50: '1h', p90: '2h' },
      }),
      prove,
      act(address, 'remove-masters', {
        ...change,
        title: 'remove 3 dead Node objects (ECS stay)',
        because: ['masters'],
        reversibility: 'one-way',
      }),
    ],
    leftBehind: [{ address, what: '3 master ECS', billed: true, remedy: 'release them in the console by 2026-12-05' }],
    gains: [],
    notices: [],
    cost: { 'AckCluster/prod-hangzhou': { 'Pro fee': '+66 USD/month', SLB: null } },
  });
};
