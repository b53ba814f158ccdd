import { drift } from '../../src/app/drift.ts';
import { exitOfPlan } from '../../src/app/exit-of.ts';
import { leastAccess, type LeastAccess } from '../../src/app/least-access.ts';
import type { RamPolicy } from '../../src/app/ram-policy.ts';
import { kinds } from '../../src/app/surroundings.ts';
import { verify } from '../../src/app/verify.ts';
import type { Role } from '../../src/core/access.ts';
import type { Call, Cloud, Hand } from './cloud.ts';
import { openStory, stories, type RbacRule, type Story } from './stories.ts';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const nothing: RamPolicy = { Version: '1', Statement: [] };

const during = async <T>(cloud: Promise<Cloud>, act: (cloud: Cloud) => Promise<T>): Promise<T> => {
  const opened = await cloud;
  try {
    return await act(opened);
  } finally {
    await opened.close();
  }
};

const accessOf = (story: Story, role: Role): Promise<LeastAccess> =>
  during(openStory(story, { ram: nothing, kubernetes: [] }), ({ desired }) =>
    Promise.resolve(leastAccess(desired, kinds, role)),
  );

const objectsIn = ({ kubernetes }: LeastAccess) => kubernetes.flatMap(({ objects }) => objects);

const open = (story: Story, access: LeastAccess, ram = access.ram): Promise<Cloud> =>
  openStory(story, { ram, kubernetes: objectsIn(access) });

const actionsIn = ({ Statement }: RamPolicy): readonly string[] => Statement.flatMap(({ Action }) => Action);

const without = ({ Version, Statement }: RamPolicy, action: string): RamPolicy => ({
  Version,
  Statement: Statement.map((one) => ({ ...one, Action: one.Action.filter((name) => name !== action) })).filter(
    ({ Action }) => Action.length > 0,
  ),
});

/** Calls that the cloud allows under an action of another name (OSS: list of authorized actions). */
const allowedAs: Readonly<Record<string, readonly string[]>> = {
  'oss:ListObjects': ['ListObjectsV2'],
  'oss:DeleteObject': ['DeleteMultipleObjects'],
  'oss:DeleteObjectVersion': ['DeleteMultipleObjects'],
};

const callsOf = (action: string): readonly string[] => allowedAs[action] ?? [action.replace(/^\w+:/, '')];

const refusedIn = (calls: readonly Call[]): readonly string[] =>
  [...new Set(calls.filter(({ status }) => status === 403).map((call) => call.action))].sort();

/** Walks the story by a hand of the operator’s, from a plan that the owner made. */
const walk = async ({ owner, spoil }: Cloud, { faults, abort }: Story, operator: Hand) => {
  const plan = await owner.plan();
  for (const fault of faults) await spoil(fault);
  const applied = await operator.apply(plan);
  if (!applied.ok || !abort) return applied.ok ? applied.value.exit : applied.diagnostics.map(({ code }) => code);
  const aborted = await operator.abort(plan);
  return aborted.ok ? aborted.value.exit : aborted.diagnostics.map(({ code }) => code);
};

/** Whether the cloud refuses a call of this line where the line is missing: first to a plan, then to a run. */
const isMissed = async (story: Story, access: LeastAccess, action: string): Promise<boolean> => {
  const ram = without(access.ram, action);
  const isRefused = (calls: readonly Call[]): boolean =>
    refusedIn(calls).some((name) => callsOf(action).includes(name));
  const planned = await during(open(story, access, ram), async ({ operator, calls }) => {
    const plan = await operator.plan();
    return !plan.complete && exitOfPlan(plan, { detailed: false }) === 'credentials' && isRefused(await calls());
  });
  if (planned) return true;
  return during(open(story, access, ram), async (cloud) => {
    const exit = await walk(cloud, story, cloud.unasked);
    return exit !== 'done' && isRefused(await cloud.calls());
  });
};

/** Lines for calls that a world cannot bring about; a unit test makes each of them. */
const elsewhere = new Map([
  ['ram:ListPoliciesForUser', 'a caller that is a user: operator-facts.test.ts'],
  ['ram:ListGroupsForUser', 'a caller that is a user: operator-facts.test.ts'],
  ['ram:ListPoliciesForGroup', 'a user in a group: operator-facts.test.ts'],
  ['slb:DescribeVServerGroupAttribute', 'a listener with a group of its own: network-facts.test.ts'],
  ['cs:DescribeClustersForRegion', 'many clusters, or one that is gone: fleet.test.ts, observe.test.ts'],
  ['cs:DescribeEvents', 'a probe that does without them knows less: migrate-probe.test.ts'],
  ['oss:DeleteObjectVersion', 'the twin asks about oss:DeleteObject alone: storage-and-policies.test.ts'],
  ['ecs:DescribeInstanceRamRole', 'resources that do not name the role: role-facts.test.ts'],
]);

/** Lines that another story than the whole way needs. */
const inStory: Readonly<Record<'own' | 'created', readonly string[]>> = {
  own: [
    ...['cs:ListClusterAddonInstances', 'oss:ListObjectVersions', 'ram:AttachPolicyToRole'],
    ...['ram:CreatePolicy', 'ram:DeletePolicy', 'ram:DetachPolicyFromRole', 'slb:DescribeAccessControlListAttribute'],
  ],
  created: ['oss:DeleteBucket', 'oss:PutBucket', 'slb:ModifyLoadBalancerInstanceChargeType'],
};
const others = Object.values(inStory).flat();

const access = {} as Record<keyof typeof stories, LeastAccess>;
beforeAll(async () => {
  for (const name of ['whole', 'own', 'created'] as const) access[name] = await accessOf(stories[name], 'apply');
});

const kubernetesCalls = new Set<string>();

describe.each(['whole', 'own', 'created'] as const)('the printed policy for apply, story “%s”', (name) => {
  it('is all that a whole run needs', async () => {
    const [exit, calls] = await during(open(stories[name], access[name]), async (cloud) => [
      await walk(cloud, stories[name], cloud.operator),
      await cloud.calls(),
    ]);
    expect(refusedIn(calls)).toEqual([]);
    expect(exit).toBe('done');
    for (const { product, action } of calls) if (product === 'Kubernetes') kubernetesCalls.add(action);
  });
});

it('each rule of the printed roles is used by a call of these runs', () => {
  const rules = objectsIn(access.whole).flatMap(({ rules: all = [] }) => all as readonly RbacRule[]);
  const allowed = rules.flatMap(({ verbs, resources }) =>
    verbs.flatMap((verb) => resources.map((resource) => `${verb} ${resource}`)),
  );
  expect(allowed.filter((call) => !kubernetesCalls.has(call))).toEqual([]);
});

describe('each line of the printed policy for apply', () => {
  it('is in one of the stories, or is said to be proven elsewhere', () => {
    const all = new Set(Object.values(access).flatMap(({ ram }) => actionsIn(ram)));
    expect([...others, ...elsewhere.keys()].filter((action) => !all.has(action))).toEqual([]);
  });

  it('is missed by the whole way where it is missing', async () => {
    const lines = actionsIn(access.whole.ram).filter((action) => !others.includes(action) && !elsewhere.has(action));
    const useless: string[] = [];
    for (const action of lines) if (!(await isMissed(stories.whole, access.whole, action))) useless.push(action);
    expect(lines.length).toBeGreaterThan(30);
    expect(useless).toEqual([]);
  }, 180_000);

  it.each(['own', 'created'] as const)(
    'is missed by the story “%s” where it is missing',
    async (name) => {
      const useless: string[] = [];
      for (const action of inStory[name])
        if (!(await isMissed(stories[name], access[name], action))) useless.push(action);
      expect(useless).toEqual([]);
    },
    60_000,
  );
});

describe('the printed policy for plan', () => {
  it('reads all that a plan needs, and lets nothing be applied', async () => {
    const least = await accessOf(stories.whole, 'plan');
    expect(actionsIn(least.ram).filter((action) => !/:(Describe|Get|List)/.test(action))).toEqual([]);
    await during(open(stories.whole, least), async ({ operator, calls }) => {
      const plan = await operator.plan();
      expect(plan.complete).toBe(true);
      expect(refusedIn(await calls())).toEqual([]);
      const applied = await operator.apply(plan);
      expect(applied.ok && applied.value.exit).not.toBe('done');
      expect((await calls()).filter(({ kind, status }) => kind === 'write' && status < 300)).toEqual([]);
    });
  });

  it('reads all that drift and verify need after a run', async () => {
    const least = await accessOf(stories.whole, 'plan');
    const apply = await accessOf(stories.whole, 'apply');
    const both: LeastAccess = { ...least, kubernetes: apply.kubernetes };
    await during(open(stories.whole, both), async ({ owner, operator, calls, folder, desired }) => {
      const applied = await owner.apply(await owner.plan());
      expect(applied.ok && applied.value.exit).toBe('done');
      const where = { host: operator.host, storePlace: join(folder, '.onward') };
      const drifted = await drift(desired, kinds, { ...where, all: false });
      const verified = await verify(desired, kinds, where);
      expect([drifted.ok && drifted.value.exit, verified.ok && verified.value.exit]).toEqual(['done', 'done']);
      expect(refusedIn(await calls())).toEqual([]);
    });
  });
});
