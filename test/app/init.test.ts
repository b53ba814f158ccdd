import { describe, expect, it } from 'vitest';
import { kinds } from '../../providers/registry.ts';
import { columnsOf } from '../../src/document/csv/columns.ts';
import { brief } from '../document/load.ts';
import { drafts, draftsIn, table, valuesOf, wrongIn } from './tables.ts';

const machine = { cluster: 'hz-a', name: 'erp' };

const document = (name: string, spec: object, metadata: object = {}) => ({
  apiVersion: 'onward/v1',
  kind: 'VirtualMachine',
  metadata: { name, ...metadata },
  spec: { operationCenter: 'hz', machine, placement: { cluster: 'hz-b' }, ...spec },
});

describe('a row of a table', () => {
  it.each([
    { columns: 'machine.name,method', cells: 'erp,hot', spec: { method: 'hot' }, reason: 'a word' },
    { columns: 'VM,Max Downtime', cells: 'erp,short', spec: { maxDowntime: 'short' }, reason: 'names as people write' },
    { columns: 'spec.machine.name,spec.method', cells: 'erp,hot', spec: { method: 'hot' }, reason: 'whole paths' },
    { columns: 'machine,method', cells: 'erp,', spec: {}, reason: 'an empty cell, which says nothing' },
    { columns: 'vm,placement.hosts', cells: 'erp,h1;h 2', reason: 'items between semicolons', hosts: ['h1', 'h 2'] },
    { columns: 'vm,placement.hosts', cells: 'erp,h1  h2', reason: 'items between spaces', hosts: ['h1', 'h2'] },
    { columns: 'vm,placement.hosts', cells: 'erp,h 2;', reason: 'one item with a space in it', hosts: ['h 2'] },
    { columns: 'vm,placement.hosts', cells: 'erp,;', reason: 'a list of nothing', hosts: [] },
    {
      columns: 'vm,networks',
      cells: 'erp,v10=v110; v20 = v120;',
      spec: {
        networks: [
          { from: 'v10', to: 'v110' },
          { from: 'v20', to: 'v120' },
        ],
      },
      reason: 'pairs',
    },
    { columns: 'vm,storagePolicy', cells: 'erp,EC', spec: { storagePolicy: 'EC' }, reason: 'one of two forms' },
    {
      columns: 'vm,storagePolicy.k,storagePolicy.m,storagePolicy.thin',
      cells: 'erp,4,2,TRUE',
      spec: { storagePolicy: { k: 4, m: 2, thin: true } },
      reason: 'numbers, and true as spreadsheets write it',
    },
  ])('becomes a document: $reason', async ({ columns, cells, spec = {}, hosts }) => {
    const placement = { cluster: 'hz-b', ...(hosts !== undefined && { hosts }) };
    expect(await valuesOf(table(columns, cells))).toEqual([document('erp', { ...spec, placement })]);
  });

  it('has labels and annotations under keys with dots of their own', async () => {
    const made = await valuesOf(
      table('vm,labels.app,Labels.app.example.com/Wave,annotations.onward/change', 'erp,x,2,C1'),
    );
    const labels = { app: 'x', 'app.example.com/Wave': '2' };
    expect(made).toEqual([document('erp', {}, { labels, annotations: { 'onward/change': 'C1' } })]);
  });

  it('of another kind is read by the schema of that kind', async () => {
    const [made] = await valuesOf(`name,region,clusterId,edition,migrationBucket.name,migrationBucket.create
prod,cn-hangzhou,c${'0'.repeat(32)},pro,prod-move,false
`, 'AckCluster'); // prettier-ignore
    const spec = { region: 'cn-hangzhou', clusterId: `c${'0'.repeat(32)}`, edition: 'pro' };
    expect(made).toMatchObject({ kind: 'AckCluster', metadata: { name: 'prod' }, spec });
    expect(made).toMatchObject({ spec: { migrationBucket: { name: 'prod-move', create: false } } });
  });

  it('takes from the project what the project gives', async () => {
    const project = `apiVersion: onward/v1
kind: Project
metadata: {name: p}
spec: {defaults: [{kind: VirtualMachine, spec: {operationCenter: hz, placement: {cluster: hz-b}}}]}
`;
    const csv = 'vm,machine.cluster\nerp,hz-a\n';
    const made = await draftsIn({ '/w/m.csv': csv, '/w/onward.yaml': project });
    expect(made).toMatchObject({ ok: true, value: { drafts: [{ value: { spec: { machine } } }] } });
    expect((await wrongIn(csv)).map((line) => line.split(' ')[0])).toEqual(['DOC019', 'DOC019']);
  });
});

describe('a name that is not given', () => {
  it('is made from the name of the machine, differently from all others, and said', async () => {
    const made = await drafts(
      table('machine.name,name', 'ERP Dö_1,', 'erp-do-1,', 'web,', `${'x'.repeat(70)},`, 'x,web'),
    );
    expect(made).toMatchObject({
      ok: true,
      value: {
        made: [
          { name: 'erp-do-1', from: 'ERP Dö_1', at: { file: 'm.csv', line: 2, column: 14 } },
          { name: 'erp-do-1-2', from: 'erp-do-1' },
          { name: 'web-2', from: 'web' },
          { name: 'x'.repeat(63) },
        ],
      },
    });
  });

  it('is missing where nothing can be made of it', async () => {
    expect(await wrongIn(table('vm', '数据库'))).toEqual(['DOC019 m.csv:2:1 metadata.name is missing']);
    expect(await wrongIn(table('machine.id', 'cmxyz'))).toEqual(['DOC019 m.csv:2:1 metadata.name is missing']);
  });
});

describe('all that is wrong with a table', () => {
  it.each([
    { columns: 'vm,methd', cells: 'erp,hot', says: ['DOC039 m.csv:1:54 unknown column methd; did you mean method?'] },
    { columns: 'vm,Source Cluster', cells: 'erp,', says: ['DOC039 m.csv:1:54 unknown column "Source Cluster"'] },
    { columns: 'vm,waivers', cells: 'erp,', says: ['DOC039 m.csv:1:54 unknown column waivers'] },
    { columns: 'vm,', cells: 'erp,hot', says: ['DOC039 m.csv:2:18 this cell stands in a column without a name'] },
    {
      columns: 'vm,machine.name',
      cells: 'erp,erp',
      says: ['DOC043 m.csv:1:54 the column machine.name says spec.machine.name, and so does vm'],
    },
    {
      columns: 'vm,method',
      cells: 'erp,hto',
      says: ['DOC018 m.csv:2:18 spec.method: expected one of auto, hot, cold'],
    },
    { columns: 'vm,networks', cells: 'erp,v10', says: ['DOC019 m.csv:2:18 spec.networks[0].to is missing'] },
    { columns: 'vm,networks', cells: 'erp,a=b=c', says: ['DOC017 m.csv:2:18 spec.networks[0]: expected a map'] },
    { columns: 'vm,shutdown.grace', cells: 'erp,10m', says: ['DOC020 m.csv:2:18 spec.shutdown.grace is not honoured'] },
    {
      columns: 'vm,storagePolicy.k,storagePolicy.m',
      cells: 'erp,four,1',
      says: ['DOC018 m.csv:2:18', 'DOC017 m.csv:2:18'],
    },
    {
      columns: 'vm,storagePolicy,storagePolicy.k',
      cells: 'erp,EC,4',
      says: ['DOC043 m.csv:2:21 another cell of this row says spec.storagePolicy otherwise'],
    },
    { columns: 'vm,method', cells: 'erp', says: ['DOC038 m.csv:2:14 this row has 4 cells, and the header 5 cells'] },
    {
      columns: 'vm,method',
      cells: 'erp,hot,x',
      says: ['DOC038 m.csv:2:22 this row has 6 cells, and the header 5 cells'],
    },
    {
      columns: 'labels.app',
      cells: 'x',
      says: ['DOC019 m.csv:2:4 spec.machine is not complete', 'DOC019 m.csv:2:14 metadata.name is missing'],
    },
    {
      columns: 'vm,labels.a b',
      cells: 'erp,x',
      says: ['DOC018 m.csv:2:18 metadata.labels: the key "a b" has the wrong form'],
    },
  ])('is told at its cell: $columns / $cells', async ({ columns, cells, says }) => {
    const wrong = await wrongIn(table(columns, cells));
    expect(wrong).toEqual(says.map((line) => expect.stringContaining(line) as string));
  });

  it('is told at once, and a misspelt column is not also a missing one', async () => {
    const wrong = await wrongIn(
      'operationCentre,vm,machine.cluster,placement.cluster,method\nhz,a,hz-a,hz-b,hto\nhz,b\nhz,c,hz-a,hz-b,clod\n',
    );
    expect(wrong.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'DOC039 m.csv:1:1',
      'DOC018 m.csv:2:16',
      'DOC038 m.csv:3:4',
      'DOC018 m.csv:4:16',
    ]);
  });

  it('names both rows of one machine, and both rows of one name', async () => {
    const { diagnostics } = await drafts(table('vm,name', 'erp,', 'web,', 'erp,other', 'db,web-1', 'mq,web-1'));
    expect(diagnostics.map(({ code, detail }) => `${code} ${detail ?? ''}`)).toEqual([
      'DOC029 The first stands at m.csv:2:14, the second at m.csv:4:18.',
      'DOC028 The first stands at m.csv:5:17, the second at m.csv:6:17.',
    ]);
  });

  it.each([
    { tree: {}, says: 'DOC022 m.csv m.csv does not exist' },
    { tree: { '/w/m.csv/x': '' }, says: 'DOC024 m.csv m.csv is a directory' },
    { tree: { '/w/m.csv': { is: 'forbidden' as const } }, says: 'DOC023 m.csv m.csv may not be read' },
    { tree: { '/w/m.csv': { is: 'too-large' as const } }, says: 'DOC010 m.csv m.csv is larger than 1 MiB' },
    { tree: { '/w/m.csv': new Uint8Array([118, 109, 10, 0xff]) }, says: 'DOC021 m.csv:2:1 the file is not UTF-8' },
    {
      tree: { '/w/m.csv': table('vm', ...Array.from({ length: 1001 }, (_, at) => `m${at}`)) },
      says: 'DOC011 m.csv:1002:1 more than 1000 rows',
    },
    {
      tree: { '/w/m.csv': table(Array.from({ length: 200 }, (_, at) => `labels.l${at}`).join(','), 'x') },
      says: 'DOC010 m.csv:1:',
    },
  ])('is said of a file that is no table: $says', async ({ tree, says }) => {
    expect((await draftsIn(tree)).diagnostics.map(brief)).toEqual([expect.stringContaining(says)]);
  });

  it('is said of a kind that there is not', async () => {
    expect(await wrongIn(table('vm', 'erp'), 'VirtualMachin')).toEqual([
      'DOC015  unknown kind VirtualMachin; did you mean VirtualMachine?',
    ]);
  });
});

describe('the columns of a kind', () => {
  it.each(kinds.map(({ name, schema }) => ({ name, schema })))('have different names: $name', ({ schema }) => {
    const names = columnsOf(schema).map(({ name }) => name.toLowerCase().replace(/[\s._-]/g, ''));
    expect(names.length).toBeGreaterThan(8);
    expect(new Set(names).size).toBe(names.length);
  });
});
