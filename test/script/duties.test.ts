import { describe, expect, it } from 'vitest';
import type { DriftModel } from '../../src/render/model/drift-model.ts';
import { lastLine } from './cli.ts';
import { dedicatedDocument, dedicatedId, everythingMissing } from './dedicated.ts';
import { direct, scene, underAnotherCloud, type Scene } from './scene.ts';

/** The sample world, in which a disk outlives its master as well. */
const world = {
  ...everythingMissing,
  ecs: {
    instances: [
      { id: 'i-bp1a', disks: [{ id: 'd-bp1a', type: 'data', sizeGiB: 100, deleteWithInstance: false }] },
      { id: 'i-bp1b', chargeType: 'PrePaid', expires: '2027-06-30T16:00Z' },
    ],
  },
};

/** The cluster after everything was seen to; `more` is what is still there. */
const seenTo = (now: string, more: Readonly<Record<string, unknown>> = {}) => ({
  seed: 7,
  now,
  ack: {
    clusters: [
      {
        id: dedicatedId,
        name: 'prod-hangzhou',
        type: 'ManagedKubernetes',
        spec: 'ack.pro.small',
        workers: 6,
        loadBalancer: 'lb-bp1o94dp5i6ea',
        addons: [{ name: 'alb-ingress-controller' }, { name: 'ack-virtual-node' }],
        components: { cgpu: 'professional' },
      },
    ],
  },
  ...more,
});

const migrated = async (): Promise<Scene> => {
  const here = await scene({ executor: direct, world, speed: 'max' });
  here.write('prod.yaml', dedicatedDocument());
  expect(await here.onward(['plan', 'prod.yaml', '-o', 'plan.json'])).toMatchObject({ exit: 0 });
  const { yes } = here.planned();
  expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ exit: 0 });
  return here;
};

const silence = { exit: 0, signal: null, stdout: '', stderr: '' };

const driftOf = async (here: Scene, ...more: readonly string[]) => {
  const ended = await here.onward(['drift', 'prod.yaml', '--format', 'json', ...more]);
  const model = JSON.parse(ended.stdout) as DriftModel;
  return { ...ended, model, loud: model.rows.map((row) => row.duty?.id) };
};

const afterOneDay = ['publicAddress', 'albController', 'virtualNode', 'terway'];
const afterAWeek = ['masterInstances', 'masterSubscriptions', 'masterDisks', 'publicBalancer', 'cgpu', ...afterOneDay];

describe('what a dedicated cluster leaves behind', () => {
  it('is quiet until it is due, loud for each duty that is overdue, and silent when all is seen to', async () => {
    const here = await migrated();
    expect(await here.onward(['drift', 'prod.yaml'])).toEqual(silence);
    const { model } = await driftOf(here, '--all');
    expect(model.quiet?.map((row) => row.duty?.id)).toEqual(expect.arrayContaining([...afterAWeek, 'workerRole']));
    await here.twin.advance('2d');
    const days2 = await driftOf(here);
    expect([days2.exit, [...days2.loud].sort()]).toEqual([2, [...afterOneDay].sort()]);
    expect(lastLine(days2)).toBe('exit 2 (changes)  next: onward drift --all prod.yaml');
    await here.twin.advance('6d');
    expect([...(await driftOf(here)).loud].sort()).toEqual([...afterAWeek].sort());
    await here.twin.advance('7d');
    const loud = await driftOf(here);
    expect([...loud.loud].sort()).toEqual([...afterAWeek, 'workerRole'].sort());
    expect(loud.model.rows.find((row) => row.duty?.id === 'masterInstances')).toMatchObject({
      class: 'residue',
      age: '8 d late',
      duty: {
        what: '2 master ECS (pay-as-you-go) i-bp1a, i-bp1c',
        billed: true,
        remedy: expect.stringContaining(
          'aliyun ecs DeleteInstance --RegionId cn-hangzhou --InstanceId i-bp1a',
        ) as string,
        left: ['i-bp1a', 'i-bp1c'],
      },
    });
    expect((await here.onward(['drift', 'prod.yaml'])).stdout).toMatch(/^DRIFT 10 in 1 of 1 targets/);

    const left = { ecs: { instances: [{ id: 'i-bp1c' }] } };
    const later = await here.twin.now();
    here.write(
      'prod.yaml',
      dedicatedDocument().replace('attestations: { ', 'attestations: { duties: [{ duty: workerRole, says: CHG7 }], '),
    );
    const almost = await underAnotherCloud(here, { world: seenTo(later, left) });
    const one = await driftOf(almost);
    expect(one.model.rows.map(({ says }) => says)).toEqual([
      expect.stringContaining('billed, 1 of 2 left: i-bp1c, due 2026-11-29') as string,
    ]);
    const there = await underAnotherCloud(here, { world: seenTo(later) });
    const gone = await there.onward(['drift', 'prod.yaml']);
    expect(gone).toMatchObject({ exit: 0, stderr: '', stdout: expect.stringContaining('1 gone') as string });
    expect(await there.onward(['drift', 'prod.yaml'])).toEqual(silence);
    const all = await driftOf(there, '--all');
    expect(all).toMatchObject({ exit: 0, loud: [] });
    const is = Object.fromEntries((all.model.quiet ?? []).map(({ duty }) => [duty?.id ?? '', duty?.is]));
    expect(is).toEqual({
      ...Object.fromEntries(afterAWeek.map((id) => [id, 'done'])),
      workerRole: 'attested',
      assistantOutput: 'owed',
      code: 'owed',
    });
  });

  it('is unread, not done, where the cloud does not say', async () => {
    const here = await migrated();
    await here.twin.advance('8d');
    await here.twin.spoil({
      match: { action: 'DescribeInstances' },
      effect: { refuse: { status: 403, code: 'Forbidden.RAM' } },
      times: 100,
    });
    const { exit, model } = await driftOf(here);
    expect(exit).toBe(4);
    const unread = model.rows.filter((row) => row.class === 'unread').map((row) => row.duty?.id);
    expect(unread).toEqual(['masterInstances', 'masterSubscriptions']);
  });

  it('is there also when what followed the migration failed', async () => {
    const here = await scene({ executor: direct, world, speed: 'max' });
    here.write('prod.yaml', dedicatedDocument());
    await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
    await here.twin.spoil({
      match: { action: 'CreatePolicyVersion', nth: 2 },
      effect: { refuse: { status: 403, code: 'Forbidden.RAM' } },
    });
    const { yes } = here.planned();
    expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ exit: 12 });
    await here.twin.heal();
    await here.twin.advance('2d');
    expect([...(await driftOf(here)).loud].sort()).toEqual([...afterOneDay].sort());
  });
});
