import { describe, expect, it } from 'vitest';
import { centerOf, setOf, vm } from './erp.ts';
import { expandBy, membersBy } from './expanding.ts';

const three = [vm('erp-web'), vm('erp-db'), vm('shop', { labels: [{ id: 'label-crm' }] })];

const selecting = [
  { reason: 'one label', selector: { matchLabels: { app: 'erp' } }, is: ['erp-db', 'erp-gold', 'erp-web'] },
  { reason: 'all of several', selector: { matchLabels: { app: 'erp', tier: 'gold' } }, is: ['erp-gold'] },
  { reason: 'names', selector: { names: ['shop', 'erp-db'] }, is: ['erp-db', 'shop'] },
  { reason: 'labels and names', selector: { matchLabels: { app: 'erp' }, names: ['erp-db'] }, is: ['erp-db'] },
  {
    reason: 'but for those excluded',
    selector: { matchLabels: { app: 'erp' }, exclude: ['erp-db'] },
    is: ['erp-gold', 'erp-web'],
  },
  { reason: 'another value of the label', selector: { matchLabels: { app: 'crm' } }, is: ['shop'] },
  {
    reason: 'another cluster',
    selector: { cluster: 'hz-b', matchLabels: { app: 'erp' } },
    is: ['erp-b'],
  },
];

describe('a selector', () => {
  it.each(selecting)('takes $reason', async ({ selector, is }) => {
    const rows = centerOf([
      ...three,
      vm('erp-gold', { labels: [{ id: 'label-erp' }, { id: 'label-tier' }] }),
      vm('erp-old', { status: 'DELETED' }),
      vm('erp-b', { cluster: { id: 'cluster-b', name: 'hz-b' } }),
    ]);
    const { members } = await membersBy({ rows, sets: [setOf({ selector: { cluster: 'hz-a', ...selector } })] });
    expect(members.map(({ membership }) => membership?.member)).toEqual(is);
  });

  it('takes neither a machine of the system nor one in the recycle bin', async () => {
    const rows = centerOf([...three, vm('erp-aoc', { internal: true }), vm('erp-bin', { in_recycle_bin: true })]);
    const { members } = await membersBy({ rows, sets: [setOf()] });
    expect(members.map(({ membership }) => membership?.member)).toEqual(['erp-db', 'erp-web']);
  });

  it('takes machines of its own cluster, also where another set of the center speaks of another', async () => {
    const rows = centerOf([...three, vm('erp-b', { cluster: { id: 'cluster-b', name: 'hz-b' } })]);
    const there = setOf({ selector: { cluster: 'hz-b', matchLabels: { app: 'erp' } } }, 'there');
    const { expansions } = await expandBy({ rows, sets: [setOf(), there] });
    const names = [...expansions.values()].map((one) => one.is === 'members' && one.members.map(({ name }) => name));
    expect(names).toEqual([['erp.erp-db', 'erp.erp-web'], ['there.erp-b']]);
  });
});

describe('a member', () => {
  it('is a VirtualMachine of its own name, with the machine by name and id', async () => {
    const { members } = await membersBy({ rows: centerOf(three), sets: [setOf()] });
    expect(members.map(({ address }) => address)).toEqual(['VirtualMachine/erp.erp-db', 'VirtualMachine/erp.erp-web']);
    expect(members[0]?.spec).toEqual({
      operationCenter: 'hz',
      machine: { cluster: 'hz-a', name: 'erp-db', id: 'vm-erp-db' },
      placement: { cluster: 'hz-b' },
      network: 'direct',
      networks: [{ from: 'v10', to: 'v110' }],
      storagePolicy: 'REPLICA_2_THIN_PROVISION',
    });
  });

  it('knows its set: its place among the members, how many there are, and how many at once', async () => {
    const more = { expect: { machines: 3 }, rollout: { parallel: 9, perPair: 3 } };
    const { members } = await membersBy({ rows: centerOf(three), sets: [setOf(more)] });
    expect(members.map(({ membership }) => membership)).toEqual(
      ['erp-db', 'erp-web'].map((member, index) => ({
        set: 'VirtualMachineSet/erp',
        member,
        index,
        found: 2,
        expected: 3,
        rollout: { parallel: 9, perSourceHost: 2, perTargetHost: 2, perPair: 3 },
      })),
    );
  });

  it('stands in the order of names, whatever order the center lists', async () => {
    const rows = centerOf([vm('erp-b', { id: 'vm-1' }), vm('erp-a', { id: 'vm-2' })]);
    const { members } = await membersBy({ rows, sets: [setOf()] });
    expect(members.map(({ name, membership }) => [name, membership?.index])).toEqual([
      ['erp.erp-a', 0],
      ['erp.erp-b', 1],
    ]);
  });

  it('carries the machine’s labels, and over them the set’s', async () => {
    const rows = centerOf([vm('erp-db', { labels: [{ id: 'label-erp' }, { id: 'label-tier' }] })]);
    const { members } = await membersBy({ rows, sets: [{ ...setOf(), labels: { tier: 'silver', wave: 'canary' } }] });
    expect(members[0]?.labels).toEqual({ app: 'erp', tier: 'silver', wave: 'canary' });
  });

  it('is asked what its override says: maps are merged, lists replace', async () => {
    const spec = {
      maxDowntime: 'short',
      placement: { cluster: 'hz-b', hosts: ['b2'] },
      networks: [{ from: 'v10', to: 'v210' }],
      waivers: [{ code: 'VM107', reason: 'seen', expires: '2026-12-31' }],
    };
    const { members } = await membersBy({
      rows: centerOf(three),
      sets: [setOf({ overrides: [{ name: 'erp-db', spec }] })],
    });
    expect(members[0]?.spec).toMatchObject({ ...spec, network: 'direct' });
    expect(members[0]?.waivers).toEqual(spec.waivers);
    expect(members[1]?.spec).toMatchObject({ networks: [{ from: 'v10', to: 'v110' }] });
    expect(members[1]?.spec).not.toHaveProperty('maxDowntime');
  });

  it.each([
    { name: 'an accent', machine: vm('erp-dé', { id: 'vm-17' }), is: 'VirtualMachine/erp.vm-17' },
    { name: 'a slash', machine: vm('erp/db', { id: 'vm-17' }), is: 'VirtualMachine/erp.vm-17' },
    { name: 'capitals and dots', machine: vm('ERP_db.1'), is: 'VirtualMachine/erp.ERP_db.1' },
  ])('with $name in its name is called $is', async ({ machine, is }) => {
    const { members } = await membersBy({ rows: centerOf([machine]), sets: [setOf()] });
    expect(members.map(({ address }) => address)).toEqual([is]);
  });

  it('that shares its name with another one is named by its id alone', async () => {
    const rows = centerOf([vm('erp-db', { id: 'vm-2' }), vm('erp-db', { id: 'vm-1' }), vm('erp-web')]);
    const { members } = await membersBy({ rows, sets: [setOf()] });
    expect(members.map(({ address }) => address)).toEqual([
      'VirtualMachine/erp.vm-1',
      'VirtualMachine/erp.vm-2',
      'VirtualMachine/erp.erp-web',
    ]);
    expect(members[0]?.spec['machine']).toEqual({ cluster: 'hz-a', id: 'vm-1' });
  });
});

describe('the place of what a member asks for', () => {
  const overrides = [
    { name: 'erp-app', spec: {} },
    { name: 'erp-db', spec: { maxDowntime: 'short', cutover: { at: '2026-11-28T22:00:00+08:00' } } },
  ];
  const template = { spec: { placement: { cluster: 'hz-b' }, cutover: { deadline: '8h' }, method: 'auto' } };

  it.each([
    { pointer: '/spec/maxDowntime', is: '/spec/overrides/1/spec/maxDowntime' },
    { pointer: '/spec/method', is: '/spec/template/spec/method' },
    { pointer: '/spec/cutover/at', is: '/spec/overrides/1/spec/cutover/at' },
    { pointer: '/spec/cutover/deadline', is: '/spec/template/spec/cutover/deadline' },
    { pointer: '/spec/networks/0/from', is: '/spec/template/spec/networks/0/from' },
    { pointer: '/spec', is: '/spec/template/spec' },
    { pointer: '/spec/machine/name', is: '/spec/selector' },
    { pointer: '/spec/operationCenter', is: '/spec/operationCenter' },
    { pointer: '/spec/expect/machines', is: '/spec/expect/machines' },
    { pointer: '/metadata/name', is: '/metadata/name' },
  ])('$pointer is $is of the set', async ({ pointer, is }) => {
    const rows = centerOf([vm('erp-app'), vm('erp-db')]);
    const { members } = await membersBy({ rows, sets: [setOf({ overrides, template })] });
    expect(members[1]?.place(pointer)).toEqual({ file: `erp.yaml${is}` });
  });
});

describe('what is read', () => {
  it('is lists, page by page, and never a call a machine', async () => {
    const machines = Array.from({ length: 1000 }, (_, index) => vm(`erp-${String(index).padStart(4, '0')}`));
    const { expansions, server } = await expandBy({ rows: centerOf(machines), sets: [setOf(), setOf({}, 'other')] });
    const [first] = expansions.values();
    expect(first?.is === 'members' && first.members).toHaveLength(1000);
    const calls = server.asked.map(({ path }) => path);
    // A sixth page is empty, and says that there are no more.
    expect(calls).toEqual(['get-clusters', ...Array.from({ length: 6 }, () => 'get-vms'), 'get-labels']);
  });

  it.each([
    { path: 'get-clusters', status: 403, failure: 'refused' },
    { path: 'get-vms', status: 403, failure: 'refused' },
    { path: 'get-labels', status: 400, failure: 'malformed' },
  ])('and was not is not taken for empty: $path answers $status', async ({ path, status, failure }) => {
    const { expansions } = await expandBy({
      rows: centerOf(three),
      sets: [setOf()],
      answer: (asked) => (asked.path === path ? { status, body: { message: 'no', status, path } } : null),
    });
    expect(expansions.get('VirtualMachineSet/erp')).toMatchObject({
      is: 'unread',
      observed: { state: 'unreadable', facts: {}, unread: [{ facts: ['set.members'], call: path, failure }] },
    });
  });

  it('is nothing where the center has no connection; sets of others are expanded', async () => {
    const { expansions } = await expandBy({
      rows: centerOf(three),
      sets: [setOf({ operationCenter: 'sh' }), setOf({}, 'here')],
    });
    expect(expansions.get('VirtualMachineSet/erp')).toMatchObject({
      is: 'unread',
      observed: { unread: [{ call: 'operation center sh', failure: 'refused' }] },
    });
    expect(expansions.get('VirtualMachineSet/here')?.is).toBe('members');
  });
});
