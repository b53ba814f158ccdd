import type { CheckResult } from '../../src/core/check.ts';
import type { Plan, PlanTarget } from '../../src/core/plan.ts';
import type { ActStep, GateStep, Step } from '../../src/core/step.ts';

export const decision = 'sha256:7f3ac21e90b4d1c2a3b4c5d6e7f80910aabbccddeeff00112233445566778899';
export const digest = 'sha256:00112233445566778899aabbccddeeff7f3ac21e90b4d1c2a3b4c5d6e7f80910';

export const at = '2026-11-26T09:12:04Z';

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

const notices = [
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
  account: '1234567890123456',
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
  applicable: true,
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
  storeAs: 'default',
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
