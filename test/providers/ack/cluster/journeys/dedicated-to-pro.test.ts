import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equal } from '../../../../../src/core/canonical.ts';
import type { Facts } from '../../../../../src/core/fact.ts';
import { faultsOf } from '../../../../../src/core/plan-soundness.ts';
import { isGate, type ActStep } from '../../../../../src/core/step.ts';
import { inOrder, planned, subjectOf, type Given } from '../dedicated-sample.ts';
import { lacking, single, things, type Missing } from './missing.ts';
import { after } from './world.ts';

const local = (id: string): string => id.slice('prod/'.length);
const isRescue = (id: string): boolean => id.startsWith('back-');
/** What runs when all goes well. */
const idsOf = (given: Given): readonly string[] =>
  planned(given)
    .steps.map(({ id }) => local(id))
    .filter((id) => !isRescue(id));
const actsOf = (given: Given): readonly ActStep[] => planned(given).steps.filter((step) => !isGate(step));

const removals = ['remove-node-1', 'remove-node-2', 'remove-node-3'];
const crossing = (more: readonly string[] = []): readonly string[] => [
  ...['commit', 'migrate', 'prove'],
  ...more.filter((id) => id.startsWith('protect-')),
  ...removals,
  'delete-copy',
  ...more.filter((id) => !id.startsWith('protect-')),
];

const wayWith = (missing: readonly Missing[]): readonly string[] => {
  const before = missing.flatMap((one) => one.before);
  const prepared = before.length === 0 ? [] : ['prepare', ...before, 'precheck-again'];
  return ['precheck', ...prepared, ...crossing(missing.flatMap((one) => one.after ?? []))];
};

/** A grant is taken back before hotlink protection is, and the bucket goes last. */
const tidied = ['revoke', 'restore-hotlink', 'delete-bucket'];
const byTidiness = (ids: readonly string[]): readonly string[] => [
  ...ids.filter((id) => !tidied.includes(id)),
  ...tidied.filter((id) => ids.includes(id)),
];

const without = (what: string): readonly Missing[] => things.filter((one) => one.what !== what);

describe('what runs when the migration failed', () => {
  const rescuesOf = (given: Given): readonly string[] =>
    planned(given)
      .steps.map(({ id }) => local(id))
      .filter(isRescue);
  const parked = ['back-terway-webhook-2', 'back-terway-webhook-1', 'back-terway-scale', 'back-terway-backup'];

  it('puts back what was parked, and keeps the other preparations', () => {
    const given = lacking(without('a bucket'));
    expect(rescuesOf(given)).toEqual(parked);
    const migrate = actsOf(given).find(({ id }) => id === 'prod/migrate');
    expect(migrate?.ifFailed.map(local)).toEqual(parked);
    expect(actsOf(given).find(({ id }) => local(id) === 'back-terway-scale')?.args).toEqual({ replicas: 2 });
  });

  it('takes everything back that can be, where the document asks for it', () => {
    const { spec, ...rest } = lacking(without('a bucket'));
    const rescues = rescuesOf({ ...rest, spec: { ...spec, onFailure: 'undoPreparations' } });
    expect(rescues).toEqual(expect.arrayContaining([...parked, 'back-grant', 'back-hotlink', 'back-virtual-node']));
    expect(rescues).not.toContain('back-slb');
  });

  it('is nothing where nothing was parked', () => {
    expect(rescuesOf({})).toEqual([]);
  });
});

describe('the way of a dedicated cluster to Pro', () => {
  it('with nothing missing is a check, the call, its proof and what is tidied', () => {
    expect(idsOf({})).toEqual(wayWith([]));
  });

  it.each(single)('that lacks $what has exactly its steps more', (missing) => {
    expect(idsOf(lacking([missing]))).toEqual(wayWith([missing]));
  });

  it.each(['a bucket', 'an empty Referer'])('that lacks everything but $0 has all steps, in their order', (but) => {
    expect(idsOf(lacking(without(but)))).toEqual(byTidiness(wayWith(without(but))));
  });

  it('asks for its preparations one after the other, and of nothing else out of order', () => {
    const steps = actsOf(lacking(without('a bucket')));
    const prepared = steps.slice(0, steps.findIndex(({ id }) => id === 'prod/migrate') + 1);
    for (const [at, step] of prepared.entries())
      expect(step.needs.filter((need) => !/\/(prepare|commit)$/.test(need))).toEqual(
        at === 0 ? [] : [prepared[at - 1]?.id],
      );
  });

  it('deletes the copy and takes the grant back even where a Node cannot be removed', () => {
    const steps = actsOf(lacking([things[3]!]));
    for (const id of ['delete-copy', 'revoke'])
      expect(steps.find((step) => step.id === `prod/${id}`)?.needs.map(local)).toEqual(['prove', 'commit']);
  });

  it('keeps the Node objects where the document says so, and says that they stay', () => {
    const given = { spec: { masters: { afterMigration: 'keep' } } };
    expect(idsOf(given)).toEqual(wayWith([]).filter((id) => !removals.includes(id)));
    expect(
      planned(given)
        .journey?.leftBehind.map(({ what }) => what)
        .join(),
    ).toContain('3 dead Node objects');
  });
});

describe('a dedicated cluster with probes', () => {
  const probes = [{ http: 'https://shop.example.com/healthz' }];
  const { spec, ...rest } = lacking(without('a bucket'));
  const given = { ...rest, spec: { ...spec, probes } };

  it('is watched right before the call, behind what was prepared, and once its end is proven', () => {
    const ids = idsOf(given);
    const at = (id: string): number => ids.indexOf(id);
    expect(ids.slice(at('precheck-again'), at('prove') + 2)).toEqual([
      ...['precheck-again', 'probes-before', 'commit', 'migrate', 'prove', 'probes-after'],
    ]);
    const steps = planned(given).steps;
    expect(steps.find(({ id }) => id === 'prod/commit')).toMatchObject({
      requires: expect.arrayContaining([{ code: 'PRB101', maxAge: '60s' }]) as unknown,
    });
    expect(faultsOf(steps)).toEqual([]);
  });

  it('has nothing wait for them but the call: a grant is taken back whatever a service answers', () => {
    const waiting = planned(given).steps.filter(({ needs }) => needs.includes('prod/probes-after'));
    expect(waiting).toEqual([]);
  });
});

const combination = fc.subarray([...single]);

/** Every step's effect in turn; whatever a step expects must hold right before it. */
const walk = (given: Given): Facts => {
  let facts: Facts = { ...inOrder, ...given.facts };
  for (const step of actsOf(given)) {
    const moved = step.expects.filter(({ fact, equals }) => !equal(facts[fact] ?? null, equals));
    expect({ step: step.id, moved }).toEqual({ step: step.id, moved: [] });
    facts = after(facts, step);
    if (step.id === 'prod/precheck-again') {
      const again = planned({ facts, spec: given.spec ?? {} });
      expect(again.steps.map(({ id }) => local(id))).not.toContain('prepare');
      expect(again.checks.filter(({ verdict, code }) => verdict === 'later' && code !== 'ACK105')).toEqual([]);
    }
  }
  return facts;
};

describe('any combination of what may be missing', () => {
  it('makes a plan that is sound', () => {
    fc.assert(
      fc.property(combination, (missing) => {
        expect(faultsOf(planned(lacking(missing)).steps)).toEqual([]);
      }),
    );
  });

  it('is gone once every step had its effect, and each step finds what it expects', () => {
    fc.assert(
      fc.property(combination, (missing) => {
        expect(walk(lacking(missing))['cluster.edition']).toBe('pro');
      }),
      { numRuns: 60 },
    );
  });

  it('is answered by a step that the plan has, wherever a check says later', () => {
    fc.assert(
      fc.property(combination, (missing) => {
        const { checks, steps } = planned(lacking(missing));
        for (const { later } of checks.filter(({ verdict }) => verdict === 'later'))
          expect(steps.map(({ id }) => id)).toContain(later);
      }),
    );
  });
});

describe('a fact that could not be read', () => {
  it.each(Object.keys(inOrder).filter((name) => name !== 'cluster.edition'))(
    '(%s) leaves the plan incomplete or unmoved, and breaks nothing',
    (name) => {
      const given = { ...lacking(without('a bucket')), unread: [name] };
      expect(planned(given).complete).toBe(false);
      expect(planned(given).checks.map(({ code }) => code)).toEqual(planned().checks.map(({ code }) => code));
    },
  );

  it('before a journey’s facts are read does not hide that one is due', () => {
    const { desired, observed } = subjectOf({
      unread: Object.keys(inOrder).filter((name) => name !== 'cluster.edition'),
    });
    expect(
      planned({ unread: Object.keys(inOrder).filter((name) => !/^(account|cluster)\./.test(name)) }).journey,
    ).not.toBeNull();
    expect([desired.name, observed.state]).toEqual(['prod', 'present']);
  });
});
