import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { buildPlanReport } from '../../src/render/model/build-plan-report.ts';
import { foldNames } from '../../src/render/model/fold-names.ts';
import type { SetReport } from '../../src/render/model/plan-report.ts';
import { slotWords } from '../../src/render/model/slot-words.ts';
import { erp, gpu, hot, noCpu, setPlan, type Sketch } from './set-plan.ts';

const reportOf = (plan: Plan): SetReport => {
  const [set] = buildPlanReport(plan).sets;
  if (set === undefined) throw new Error('the plan has a set');
  return set;
};

const named = (count: number, more: (at: number) => Partial<Sketch> = () => ({})): readonly Sketch[] =>
  Array.from({ length: count }, (_, at) => ({ name: `erp-${at + 1}`, ...more(at) }));

describe('the rows of a set', () => {
  it('are one where all members say the same', () => {
    const { rows, head, journey } = reportOf(setPlan(named(37)));
    expect(rows).toEqual([
      {
        members: 'erp-1,2,3 and 34 more',
        count: 37,
        how: 'hot',
        offFor: '0',
        when: 'on yes',
        why: ['CPU fits 6 of 6 hosts, direct'],
        isHeld: false,
      },
    ]);
    expect([head, journey]).toEqual(['READY 37 of 37', 'hz-a -> hz-b']);
  });

  it('follow the members’ own order, whatever the plan’s', () => {
    const plan = setPlan(erp);
    const { rows } = reportOf({ ...plan, targets: [...plan.targets].reverse() });
    expect(rows.map(({ members }) => members)).toEqual(['erp-web-1,2', 'erp-db', 'erp-batch', 'erp-gpu', 'erp-lic']);
  });

  it.each([
    { of: { downtime: { what: 'machine', p50: '1m', p90: '2m' } }, reason: 'how long it is off' },
    { of: { ways: { ...hot, taken: 'cold' } }, reason: 'its way' },
    { of: { ways: { ...hot, because: 'another' } }, reason: 'why' },
    { of: { ways: { ...hot, others: [noCpu] } }, reason: 'why not a better way' },
    { of: { cutover: { notBefore: '2026-11-28T22:00:00+08:00' } }, reason: 'when' },
    { of: { is: 'done' }, reason: 'that it is done' },
    { of: { is: 'blocked', checks: [gpu] }, reason: 'that it is blocked' },
  ] as const)('are two where members differ by $reason', ({ of }) => {
    expect(reportOf(setPlan([{ name: 'a' }, { name: 'b', ...of }])).rows.length).toBe(2);
  });

  it('do not tell of a way that is no better', () => {
    const ways = { ...hot, others: [{ way: 'cold', code: 'VM109', says: 'it must not be off' }] };
    expect(reportOf(setPlan([{ name: 'a', ways }])).rows[0]?.why).toEqual(['CPU fits 6 of 6 hosts, direct']);
  });

  it('hold together those that the same checks block, whatever the numbers in their words', () => {
    const { rows } = reportOf(
      setPlan(named(3, (at) => ({ is: 'blocked', checks: [{ ...gpu, summary: `${at + 1} GPU` }] }))),
    );
    expect(rows).toMatchObject([{ members: 'erp-1,2,3', how: 'BLOCKED', why: ['FAIL VM114: see below'] }]);
  });

  it('name the first check that blocks, and the codes of the others', () => {
    const checks = [gpu, { ...gpu, code: 'VM120' }, { ...gpu, code: 'VM121', verdict: 'ask' }] as const;
    const { rows, head } = reportOf(setPlan([{ name: 'a', is: 'blocked', checks }]));
    expect(rows[0]?.why).toEqual(['VM114 GPU passthrough: 1 device does not move', '+2 more: VM120 VM121']);
    expect(head).toBe('BLOCKED 1 of 1');
  });

  it('say that no way is left, and what forbids each', () => {
    const others = [noCpu, { way: 'cold', code: 'VM109', says: 'it must not be off' }];
    const { rows } = reportOf(
      setPlan([{ name: 'a', is: 'blocked', checks: [gpu], ways: { taken: null, because: '', others } }]),
    );
    expect(rows[0]?.why).toEqual(['no way: hot VM106, cold VM109']);
  });

  it('say what was not read, although no check tells of it', () => {
    const set = reportOf(setPlan([{ name: 'a', is: 'unread' }, { name: 'b' }]));
    expect(set.rows[0]).toMatchObject({
      how: 'UNREAD',
      why: ['vm.nics by get-vm-nics: refused, the session ended'],
      isHeld: true,
    });
    expect([set.head, set.corner, set.yes]).toEqual(['INCOMPLETE 1 of 2', 'nothing written', null]);
  });

  it('are of a thousand members soon made, all alike or all different', () => {
    const many = [
      ...named(1000),
      ...named(1000, (at) => ({
        name: `crm-${at}`,
        set: 'VirtualMachineSet/crm',
        is: at % 2 === 0 ? 'due' : 'blocked',
        notices: [`a note on ${at}`],
        ways: { ...hot, because: `fits ${at} hosts` },
        checks: [{ ...gpu, verdict: at % 2 === 0 ? 'warn' : 'fail', summary: `${at} GPUs`, remedy: `detach ${at}` }],
      })),
    ];
    const plan = setPlan(many);
    const from = performance.now();
    const { sets } = buildPlanReport(plan);
    expect(performance.now() - from).toBeLessThan(5000);
    expect(sets.map(({ rows }) => rows.length)).toEqual([1, 501]);
    expect(sets[1]?.notes.length).toBe(8);
    expect(sets[1]?.checks.inTheWay.length).toBe(1);
    expect(sets[1]?.checks.inTheWay[0]?.details).toEqual([
      '1 GPUs (crm-1)',
      '3 GPUs (crm-3)',
      'and 498 more, each in words of its own',
    ]);
  });
});

describe('the yes of a set', () => {
  const own = { ownYes: true, opensOn: 'the copy is nearly complete', byHand: 'x/cutover' } as const;

  it.each([
    { of: named(2), says: '1 opens 2 gates', reason: 'one for all' },
    {
      of: named(2, () => ({ cutover: own })),
      says: '1 opens 2 gates; then 1 each for erp-1,2, once the copy is nearly complete, or YOU do it by hand',
      reason: 'one each for those that ask for their own',
    },
    {
      of: [{ name: 'a', cutover: { ...own, handOnly: true, opensOn: 'a is shut down' } }, { name: 'b' }] as const,
      says: '1 opens 2 gates; no yes helps a: YOU, by hand (a is shut down)',
      reason: 'none where only a hand helps',
    },
    {
      of: [{ name: 'a', cutover: { handOnly: true } }] as const,
      says: '1 opens 1 gate; no yes helps a: YOU, by hand (its gate says what)',
      reason: 'none where only a hand helps, whatever else its gate asks',
    },
    {
      of: named(5, (at) => ({ cutover: { ownYes: true, opensOn: `${at} is copied` } })),
      says: '1 opens 5 gates; then 1 each for erp-1,2,3 and 2 more, once it is reached',
      reason: 'not told one by one where each waits for something else',
    },
    { of: [{ name: 'a', is: 'done' }] as const, says: null, reason: 'none where nothing is planned' },
  ])('is $says: $reason', ({ of, says }) => {
    const plan = setPlan(of);
    expect(reportOf({ ...plan, applicable: true }).yes).toBe(says);
  });

  it('says who goes without one', () => {
    const plan = setPlan(named(2));
    const steps = plan.steps.filter(({ id }) => id !== 'erp.erp-2/move');
    const { yes, rows } = reportOf({ ...plan, steps });
    expect(yes).toBe('1 opens 1 gate (erp-1); none is asked for erp-2');
    expect(rows.map(({ when }) => when)).toEqual(['on yes', 'at once']);
  });

  it('does not say that nothing stops unasked where something does', () => {
    const downtime = { what: 'machine', p50: '1m', p90: '2m' } as const;
    const plan = setPlan(named(1, () => ({ downtime })));
    const says = 'Nothing is stopped without a yes.';
    const factsOf = (of: Plan): readonly string[] => reportOf(of).facts.map((fact) => fact.says);
    expect(factsOf(plan)).toContain(says);
    expect(factsOf({ ...plan, steps: plan.steps.map((step) => ({ ...step, needs: [] })) })).not.toContain(says);
  });

  it('names what is for ever, of whom', () => {
    const { facts } = reportOf(setPlan(named(3, (at) => (at === 1 ? { reversibility: 'one-way' } : {}))));
    expect(facts[0]).toEqual({ about: 'undo', says: 'CANNOT BE UNDONE: migrate (erp-2).' });
  });
});

describe('what is true of a set', () => {
  it('says a check that hits all without their names, and of some with them', () => {
    const warn = { ...gpu, code: 'VM119', verdict: 'warn', summary: 'labels may not follow' } as const;
    const { checks } = reportOf(
      setPlan(named(4, (at) => ({ checks: at === 0 ? [warn, { ...warn, code: 'VM120' }] : [warn] }))),
    );
    expect(checks.warn.map(({ code, summary, details }) => [code, summary, details])).toEqual([
      ['VM119', 'labels may not follow', []],
      ['VM120', 'on 1 of 4: erp-1', ['labels may not follow']],
    ]);
    expect(checks.counts).toEqual(['4 pass', '5 warn VM119 VM120', '0 later', '0 waived', '0 unknown']);
  });

  it('lists what fails before what a person must say, each with its own remedy and a place that all share', () => {
    const { checks } = reportOf(
      setPlan([
        { name: 'a', is: 'blocked', checks: [{ ...gpu, code: 'VM130', verdict: 'ask' }] },
        { name: 'b', is: 'blocked', checks: [gpu] },
        { name: 'c', is: 'blocked', checks: [{ ...gpu, remedy: 'wait', at: { file: 'erp.yaml', line: 12 } }] },
      ]),
    );
    expect(checks.inTheWay.map(({ code, summary, place, fix }) => [code, summary, place, fix])).toEqual([
      ['VM114', 'on 2 of 3: b, c', null, 'detach it by hand, or say devices: detach (b); wait (c)'],
      ['VM130', 'on 1 of 3: a', 'erp.yaml:10', gpu.remedy],
    ]);
  });

  it('names what this version does not check: silence is no pass', () => {
    const notYet = { code: 'VM140', verdict: 'warn', summary: 'not yet checked by this version: licences' } as const;
    const { checks } = reportOf(setPlan(named(2, () => ({ checks: [notYet] }))));
    expect(checks.notYet).toEqual([{ code: 'VM140', demands: 'licences' }]);
    expect(checks.counts.at(-1)).toBe('1 not yet checked');
  });

  it('says that journeys differ', () => {
    const plan = setPlan(named(2));
    const [first, second] = plan.targets;
    expect(reportOf({ ...plan, targets: [first!, { ...second!, journey: 'hot hz-a -> hz-c' }] }).journey).toBe(
      'several',
    );
  });

  it('counts what stays behind, what of it is billed, and other remedies', () => {
    const plan = setPlan(named(3, (at) => (at === 2 ? { leftBehind: 'ask the owner' } : {})));
    const leftBehind = plan.leftBehind.map((one, at) => ({ ...one, billed: at === 0 }));
    expect(reportOf({ ...plan, leftBehind }).leftBehind).toBe(
      '3 things to see to, 1 still billed, due in 7d: once you are sure of the copy, delete it (and 1 other way)',
    );
  });
});

describe('names', () => {
  it.each([
    { names: ['erp-web-1', 'erp-web-2'], folded: 'erp-web-1,2', reason: 'short tails of one head' },
    { names: ['erp-db', 'shop-1'], folded: 'erp-db, shop-1', reason: 'nothing in common' },
    { names: ['erp-batch', 'erp-web'], folded: 'erp-batch, erp-web', reason: 'a tail that is a word' },
    { names: ['erp-1'], folded: 'erp-1', reason: 'one alone' },
    { names: ['e1', 'e2', 'e3', 'e4', 'e5'], folded: 'e1, e2, e3 and 2 more', reason: 'many' },
    { names: ['erp-', 'erp-1'], folded: 'erp-, erp-1', reason: 'a name that is the head of another' },
    { names: ['a, b', 'c and 36 more'], folded: '"a, b", "c and 36 more"', reason: 'a name that poses as a list' },
    { names: ['a"b', ''], folded: '"a\\"b", ""', reason: 'a quote, and no name' },
  ])('$folded: $reason', ({ names, folded }) => {
    expect(foldNames(names)).toBe(folded);
  });
});

describe('a time slot', () => {
  it.each([
    { at: '2026-11-28T22:00:00+08:00', says: 'Sat 11-28 22:00 +08:00', reason: 'this year' },
    { at: '2027-01-02T22:00:30Z', says: 'Sat 2027-01-02 22:00:30 UTC', reason: 'another year, and seconds' },
    { at: 'soon', says: 'soon', reason: 'no time at all' },
  ])('is $says: $reason', ({ at, says }) => {
    expect(slotWords(at, '2026-11-26T09:12:04Z')).toBe(says);
  });
});
