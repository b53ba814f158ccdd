import type { CheckResult } from '../../src/core/check.ts';
import type { Plan, PlanTarget } from '../../src/core/plan.ts';
import type { ActStep, GateStep, Step } from '../../src/core/step.ts';

export const decision = 'sha256:7f3ac21e90b4d1c2a3b4c5d6e7f80910aabbccddeeff00112233445566778899';
export const digest = 'sha256:00112233445566778899aabbccddeeff7f3ac21e90b4d1c2a3b4c5d6e7f80910';

const at = '2026-11-26T09:12:04Z';

type Name = `AckCluster/${string}`;

const nameIn = (address: Name): string => address.slice('AckCluster/'.length);

export const check = (code: string, verdict: CheckResult['verdict'], more: Partial<CheckResult> = {}): CheckResult => ({
  code,
  address: 'AckCluster/prod',
  verdict,
  summary: `${code} was judged`,
  evidence: [],
  at: { file: 'clusters/prod.yaml', line: 4, column: 3 },
  ...more,
});

export const act = (address: Name, id: string, more: Partial<ActStep> = {}): ActStep => ({
  id: `${nameIn(address)}/${id}`,
  type: 'check',
  address,
  title: id,
  needs: [],
  because: ['cluster.edition'],
  operation: `ack.${id}/1`,
  args: {},
  reversibility: null,
  undo: null,
  again: 'harmless',
  expects: [],
  duration: { p50: '2m', p90: '15m' },
  downtime: null,
  ifFailed: [],
  ...more,
});

export const notices = [
  'API server away 5-10 min of a 10-15 min run; pods run on; deploys, HPA, CronJobs and leader elections stand still meanwhile.',
  'After success there is no way back to standard; a failed migration is rolled back by the service.',
  'The Pro management fee starts: 0.09 USD per cluster and hour (about 66 USD a month; the price may vary by region).',
  'Kubernetes version, private API address and kubeconfig stay as they are.',
];

const gate = (address: Name): GateStep => ({
  id: `${nameIn(address)}/commit`,
  type: 'gate',
  address,
  title: 'GATE commit',
  needs: [`${nameIn(address)}/precheck`],
  because: [],
  question: [
    `Migrate ${nameIn(address)} from standard to Pro? This cannot be undone: it sends MigrateCluster once.`,
    ...notices,
  ].join('\n'),
  covers: [`${nameIn(address)}/migrate`],
  requires: [
    { code: 'ACK103', maxAge: '60s' },
    { code: 'ACK105', maxAge: '10m' },
    { code: 'ACK132', maxAge: '60s' },
  ],
  opensOn: null,
});

export const stepsFor = (address: Name): readonly Step[] => [
  act(address, 'precheck', { title: 'vendor pre-check (a short pod per node)' }),
  gate(address),
  act(address, 'migrate', {
    type: 'change',
    title: 'POST /clusters/c82e6987e2961451182edacd74faf0000/migrate',
    needs: [`${nameIn(address)}/precheck`, `${nameIn(address)}/commit`],
    reversibility: 'one-way',
    again: 'after-window',
    duration: { p50: '10m', p90: '15m' },
    downtime: { what: 'API server', p50: '5m', p90: '10m' },
    expects: [
      { fact: 'cluster.edition', equals: 'standard' },
      { fact: 'cluster.state', equals: 'running' },
    ],
  }),
  act(address, 'prove', {
    title: 'prove: Pro, running; type, version and API address as before',
    needs: [`${nameIn(address)}/migrate`],
    duration: { p50: '10s', p90: '1m' },
  }),
];

export const targetOf = (address: Name, more: Partial<PlanTarget> = {}): PlanTarget => ({
  address,
  key: 'ack:1234567890123456:cn-hangzhou:c82e6987e2961451182edacd74faf0000',
  desired: { edition: 'pro' },
  observed: {
    state: 'present',
    at,
    facts: { 'cluster.edition': 'standard' },
    evidence: [
      { fact: 'cluster.edition', call: 'DescribeClusterDetail', request: '9A1C-77', at },
      { fact: 'cluster.state', call: 'DescribeClusterDetail', request: '9A1C-77', at },
      { fact: 'precheck.newest', call: 'ListClusterChecks', request: '9A1C-78', at },
    ],
    unread: [],
  },
  pointOfNoReturn: `${nameIn(address)}/migrate`,
  journey: 'standard -> pro',
  wanted: { 'cluster.edition': 'pro' },
  waivers: [],
  ...more,
});

const gains = [
  { topic: 'cluster size', before: 'up to 100 nodes', after: 'up to 5,000 nodes' },
  { topic: 'SLA of the API server', before: '99.90 %, no compensation', after: '99.95 %, with compensation' },
];

/** A plan of one target that a yes can start. */
export const readyPlan = (more: Partial<Plan> = {}): Plan => ({
  format: 'onward.plan/1',
  digest,
  decision,
  createdAt: at,
  tool: 'onward 0.1.0',
  store: null,
  complete: true,
  applicable: true,
  targets: [targetOf('AckCluster/prod')],
  changes: [
    {
      id: 'prod/cluster.edition',
      address: 'AckCluster/prod',
      fact: 'cluster.edition',
      before: 'standard',
      after: 'pro',
      impact: 'migrate',
      until: 'end',
    },
  ],
  checks: [
    ...['ACK100', 'ACK101', 'ACK102', 'ACK103', 'ACK104'].map((code) => check(code, 'pass')),
    check('ACK105', 'later', {
      later: 'prod/precheck',
      summary: 'the newest vendor pre-check passed (2026-11-25T22:10:00Z); it is run again',
    }),
    check('ACK109', 'warn', {
      summary: 'not yet checked by this version: vSwitches have 2 or more free addresses',
    }),
    check('ACK127', 'warn', {
      summary: 'not yet checked by this version: the operator holds each permission the plan will use',
    }),
    check('ACK130', 'warn', {
      summary: 'no backup younger than 24 h is attested',
      detail: 'The vendor rolls a failed migration back by itself; nothing rolls a finished one back.',
      remedy: 'attestations: {backup: "what, when"}',
    }),
  ],
  steps: stepsFor('AckCluster/prod'),
  pointOfNoReturn: 'prod/migrate',
  leftBehind: [],
  gains: gains.map((gain) => ({ ...gain, address: 'AckCluster/prod', source: "vendor's comparison, 2021" })),
  notices: notices.map((says) => ({ address: 'AckCluster/prod', says })),
  cost: {},
  diagnostics: [],
  ...more,
});

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
      commit,
      { ...migrate, ifFailed: ['prod-hangzhou/unpark'] },
      act(address, 'unpark', { ...change, title: 'bring terway-controlplane back', reversibility: 'reversible' }),
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
