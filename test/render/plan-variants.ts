import type { Plan } from '../../src/core/plan.ts';
import { at, check, readyPlan, stepsFor, targetOf } from './plans.ts';

/** Two checks fail and a person's word is missing. */
export const blockedPlan = (): Plan => {
  const plan = readyPlan({ applicable: false });
  return {
    ...plan,
    checks: [
      ...plan.checks.filter(({ code }) => code !== 'ACK103' && code !== 'ACK105'),
      check('ACK103', 'fail', {
        summary: '1 task runs on the cluster; 0 allowed',
        detail: 'cluster_upgrade T-64f2, running since 2026-11-26 08:58 +08',
        remedy: 'wait until it ends, then plan again',
        evidence: [{ fact: 'cluster.tasks', call: 'DescribeClusterTasks', request: '9A1C-79', at }],
      }),
      check('ACK105', 'fail', {
        summary: 'the newest vendor pre-check failed 2 items; 0 may fail',
        detail: 'check k8s-42, finished 2026-11-25T22:10:00Z\nnode disk i-bp1a full\nnode kubelet i-bp1b old',
        remedy: 'mend what the items name, run the ClusterMigrate check again in the console, then plan again',
      }),
      check('ACK133', 'ask', {
        summary: 'the cluster is tagged as one of Terraform: is that pipeline frozen?',
        remedy: 'attestations: {pipeline: "frozen since, by"}',
      }),
    ],
  };
};

/** The pre-check could not be read, so what it would say is unknown. */
export const incompletePlan = (): Plan => {
  const plan = readyPlan({ applicable: false, complete: false, steps: [], changes: [], pointOfNoReturn: null });
  const target = targetOf('AckCluster/prod', { journey: null, pointOfNoReturn: null });
  return {
    ...plan,
    targets: [
      {
        ...target,
        observed: {
          ...target.observed,
          unread: [
            {
              facts: ['precheck.newest'],
              call: 'ListClusterChecks',
              why: 'Forbidden.RAM: no permission',
              failure: 'refused',
              request: '9A1C-80',
            },
            {
              facts: ['cluster.tags'],
              call: 'ListTagResources',
              why: 'Forbidden.RAM: no permission',
              failure: 'refused',
            },
          ],
        },
      },
    ],
    checks: [
      check('ACK100', 'pass'),
      check('ACK105', 'unknown', {
        summary: 'every item of the vendor pre-check ClusterMigrate passes: could not be read',
        detail: 'ListClusterChecks: Forbidden.RAM: no permission',
        remedy: 'allow ListClusterChecks for this caller, then plan again',
      }),
    ],
  };
};

export const nothingPlan = (): Plan =>
  readyPlan({
    applicable: false,
    targets: [targetOf('AckCluster/prod', { journey: null, pointOfNoReturn: null })],
    changes: [],
    checks: [check('ACK100', 'pass'), check('ACK101', 'pass')],
    steps: [],
    pointOfNoReturn: null,
    gains: [],
    notices: [],
  });

/** A fail that the document sets aside until a day. */
export const waivedPlan = (): Plan => {
  const plan = readyPlan();
  const waiver = { code: 'ACK104', reason: '1.16, CHG12344', expires: '2026-12-01' };
  return {
    ...plan,
    targets: [targetOf('AckCluster/prod', { waivers: [waiver] })],
    checks: [
      ...plan.checks.filter(({ code }) => code !== 'ACK104'),
      check('ACK104', 'waived', {
        summary: 'Kubernetes is 1.16.9; 1.18 or later is needed, 1.16 and 1.17 only with a waiver',
        detail: 'Waived until 2026-12-01: 1.16, CHG12344',
      }),
    ],
  };
};

/** Two targets: the first could go, the second is blocked. */
export const twoTargetPlan = (): Plan => {
  const plan = readyPlan({ applicable: false });
  const stage = 'AckCluster/stage-1' as const;
  return {
    ...plan,
    targets: [...plan.targets, targetOf(stage)],
    steps: [...plan.steps, ...stepsFor(stage)],
    checks: [
      ...plan.checks,
      check('ACK103', 'fail', {
        address: stage,
        summary: '1 task runs on the cluster; 0 allowed',
        remedy: 'wait until it ends, then plan again',
        at: { file: 'clusters/stage.yaml', line: 4 },
      }),
    ],
  };
};
