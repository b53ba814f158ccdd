import { beforeAll, describe, expect, it } from 'vitest';
import { leastAccess, type LeastAccess } from '../../src/app/least-access.ts';
import type { RamPolicy } from '../../src/app/ram-policy.ts';
import { kinds } from '../../src/app/surroundings.ts';
import type { Role } from '../../src/core/access.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Cloud } from './cloud.ts';
import { openStory, stories } from './stories.ts';

const nothing: RamPolicy = { Version: '1', Statement: [] };
const declared = { ONWARD_APPLY_ROLE: 'operator' };

const during = async <T>(cloud: Promise<Cloud>, act: (cloud: Cloud) => Promise<T>): Promise<T> => {
  const opened = await cloud;
  try {
    return await act(opened);
  } finally {
    await opened.close();
  }
};

const access = {} as Record<Role, LeastAccess>;
beforeAll(async () => {
  await during(openStory(stories.whole, { ram: nothing, kubernetes: [] }), ({ desired }) => {
    for (const role of ['plan', 'apply'] as const) access[role] = leastAccess(desired, kinds, role);
    return Promise.resolve();
  });
});

/** The owner’s key has the printed policy for plan, the operator’s the one for apply; both roles of the cluster are there. */
const open = (env: Readonly<Record<string, string>>, ram = access.apply.ram): Promise<Cloud> =>
  openStory(stories.whole, {
    ram,
    kubernetes: access.apply.kubernetes.flatMap(({ objects }) => objects),
    planner: access.plan.ram,
    env,
  });

const permissions = ({ checks }: Plan) => checks.find(({ code }) => code === 'ACK127');

const without = ({ Version, Statement }: RamPolicy, action: string): RamPolicy => ({
  Version,
  Statement: Statement.map((one) => ({ ...one, Action: one.Action.filter((name) => name !== action) })),
});

describe('a plan by a role that may only read', () => {
  it('is blocked where nobody says who applies', async () => {
    await during(open({}), async ({ owner }) => {
      const plan = await owner.plan();
      expect(plan.applicable).toBe(false);
      expect(permissions(plan)).toMatchObject({ verdict: 'fail' });
      expect(permissions(plan)?.remedy).toContain('ONWARD_APPLY_ROLE');
    });
  });

  it('is the very decision of the role that applies, which then walks it to its end', async () => {
    await during(open(declared), async ({ owner, operator }) => {
      const plan = await owner.plan();
      expect(plan.applicable).toBe(true);
      expect(permissions(plan)).toMatchObject({ verdict: 'later' });
      expect((await operator.plan()).decision).toBe(plan.decision);
      const applied = await operator.apply(plan);
      expect(applied.ok && applied.value.exit).toBe('done');
    });
  });

  it('tells what the role that applies lacks, before anybody says yes', async () => {
    await during(open(declared, without(access.apply.ram, 'cs:MigrateCluster')), async ({ owner }) => {
      const plan = await owner.plan();
      expect(plan.applicable).toBe(false);
      expect(permissions(plan)?.summary).toContain('role operator lacks 1 permission of this plan');
      expect(permissions(plan)?.summary).toContain('cs:MigrateCluster');
    });
  });

  it('is not walked by the role that made it', async () => {
    await during(open(declared), async ({ owner, calls }) => {
      const applied = await owner.apply(await owner.plan());
      expect(applied.ok && applied.value.exit).not.toBe('done');
      expect((await calls()).filter(({ kind, status }) => kind === 'write' && status < 300)).toEqual([]);
    });
  });
});
