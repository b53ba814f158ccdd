import { describe, expect, it } from 'vitest';
import { kinds } from '../../providers/registry.ts';
import { loadDocuments } from '../../src/document/load-documents.ts';
import { cluster, clusterId, load, loaded, problems } from './load.ts';
import { memoryFiles } from './memory-files.ts';

const project = (...spec: readonly string[]): string =>
  `apiVersion: onward/v1\nkind: Project\nmetadata: {name: all}\nspec:\n${spec.map((line) => `  ${line}\n`).join('')}`;

const defaults = [
  'documents: [clusters]',
  'accounts: [{name: prod, id: "1234567890123456"}]',
  'defaults:',
  '  - kind: AckCluster',
  '    spec:',
  '      account: prod',
  '      region: cn-hangzhou',
  '      edition: pro',
  '      attestations: {allowList: not required}',
  '      waivers: [{code: ACK104, reason: all, expires: 2026-12-01}]',
];

const short = (...lines: readonly string[]): string =>
  `apiVersion: onward/v1\nkind: AckCluster\nmetadata: {name: prod}\nspec:\n  clusterId: ${clusterId}\n${lines.map((line) => `  ${line}\n`).join('')}`;

const desiredOf = async (document: string, ...spec: readonly string[]) =>
  (await loaded({ '/w/onward.yaml': project(...spec), '/w/clusters/a.yaml': document })).desired[0]!;

describe('the defaults of a project', () => {
  it('fill in what a document leaves out, and its word stands against them', async () => {
    const { spec } = await desiredOf(short('edition: standard', 'attestations: {backup: today}'), ...defaults);
    expect(spec).toEqual({
      clusterId,
      account: 'prod',
      region: 'cn-hangzhou',
      edition: 'standard',
      attestations: { allowList: 'not required', backup: 'today' },
      waivers: [{ code: 'ACK104', reason: 'all', expires: '2026-12-01' }],
    });
  });

  it('are replaced, not extended, where they are lists', async () => {
    const desired = await desiredOf(short('waivers: [{code: ACK109, reason: one, expires: 2027-01-01}]'), ...defaults);
    expect(desired.waivers).toEqual([{ code: 'ACK109', reason: 'one', expires: '2027-01-01' }]);
    expect(desired.origin('/spec/waivers/0/code')).toBe('document');
  });

  it('resolve the name of an account', async () => {
    expect((await desiredOf(short(), ...defaults)).accountId).toBe('1234567890123456');
  });

  it.each([
    {
      pointer: '/spec/edition',
      origin: 'document',
      at: 'clusters/a.yaml:6:12',
      reason: 'a value stands where it stands',
    },
    {
      pointer: '/spec/region',
      origin: 'project',
      at: 'onward.yaml:11:17',
      reason: 'in onward.yaml, if it stands there',
    },
    { pointer: '/spec/attestations', origin: 'document', at: 'clusters/a.yaml:7:3', reason: 'a map, at its key' },
    {
      pointer: '/spec/attestations/backup',
      origin: 'document',
      at: 'clusters/a.yaml:8:13',
      reason: 'within a merged map',
    },
    { pointer: '/spec/attestations/allowList', origin: 'project', at: 'onward.yaml:13:35', reason: 'its other half' },
    {
      pointer: '/spec/attestations/other',
      origin: 'default',
      at: 'clusters/a.yaml:7:3',
      reason: 'not written: around it',
    },
    { pointer: '/spec/waivers/0/code', origin: 'project', at: 'onward.yaml:14:26', reason: 'an item of a list' },
    { pointer: '/spec/gates/confirm', origin: 'default', at: 'clusters/a.yaml:4:1', reason: 'nobody wrote it' },
    { pointer: '/metadata/name', origin: 'document', at: 'clusters/a.yaml:3:18', reason: 'beside the spec' },
    { pointer: '/metadata/labels/wave', origin: 'default', at: 'clusters/a.yaml:3:1', reason: 'no labels' },
    { pointer: '', origin: 'document', at: 'clusters/a.yaml:1:1', reason: 'the document' },
  ])('$pointer: $reason', async ({ pointer, origin, at }) => {
    const desired = await desiredOf(short('edition: pro', 'attestations:', '  backup: today'), ...defaults);
    const { file, line, column } = desired.place(pointer);
    expect([desired.origin(pointer), `${file}:${String(line)}:${String(column)}`]).toEqual([origin, at]);
  });

  it('that are wrong are told once, in onward.yaml, however many documents there are', async () => {
    const wrong = project('defaults: [{kind: AckCluster, spec: {edition: prod, gates: {window: 5}, waivers: [{}]}}]');
    const tree = {
      '/w/onward.yaml': wrong,
      '/w/a.yaml': short(),
      '/w/b.yaml': short().replace('name: prod', 'name: b').replace('faf0', 'faf1'),
    };
    expect(await problems(tree, ['a.yaml', 'b.yaml'])).toEqual([
      'DOC018 onward.yaml:5:49 spec.defaults[0].spec.edition: expected one of pro, standard, dedicated, got the text "prod"; did you mean pro?',
      'DOC017 onward.yaml:5:71 spec.defaults[0].spec.gates.window: expected a text, got the number 5',
      'DOC019 onward.yaml:5:85 spec.defaults[0].spec.waivers[0].code is missing',
      'DOC019 onward.yaml:5:85 spec.defaults[0].spec.waivers[0].reason is missing',
      'DOC019 onward.yaml:5:85 spec.defaults[0].spec.waivers[0].expires is missing',
    ]);
  });

  it('do not excuse what neither they nor the document give', async () => {
    const tree = {
      '/w/onward.yaml': project('defaults: [{kind: AckCluster, spec: {edition: pro}}]'),
      '/w/a.yaml': short(),
    };
    expect(await problems(tree, ['a.yaml'])).toEqual(['DOC019 a.yaml:4:1 spec.region is missing']);
  });
});

describe('a project', () => {
  const beside = { '/w/clusters/a.yaml': cluster('a') };

  it.each([
    {
      reason: 'what this version does not honour is refused by name',
      text: project('kubernetes: now'),
      is: ['kubernetes'].map(
        (key, index) =>
          `DOC020 onward.yaml:${String(5 + index)}:3 spec.${key} is not honoured by this version of onward`,
      ),
    },
    {
      reason: 'a store elsewhere is for none',
      text: project('store: s3://bucket'),
      is: [
        'DOC018 onward.yaml:5:10 spec.store: expected the path of a directory, or oss://bucket/prefix, got the text "s3://bucket"',
      ],
    },
    {
      reason: 'an account id without quotes',
      text: project('accounts: [{name: prod, id: 1234567890123456}]'),
      is: ['DOC017 onward.yaml:5:31 spec.accounts[0].id: expected a text, got the number 1234567890123456'],
    },
    {
      reason: 'one name for two accounts, and defaults twice',
      text: project(
        'accounts: [{name: a, id: "1234567890123456"}, {name: a, id: "1234567890123457"}]',
        'defaults: [{kind: AckCluster, spec: {}}, {kind: AckCluster, spec: {}}]',
      ),
      is: [
        'DOC034 onward.yaml:5:56 spec.accounts has a twice',
        'DOC034 onward.yaml:6:51 spec.defaults has AckCluster twice',
      ],
    },
    {
      reason: 'defaults for a kind that does not exist',
      text: project('defaults: [{kind: AkcCluster, spec: {}}]'),
      is: ['DOC015 onward.yaml:5:21 unknown kind AkcCluster; did you mean AckCluster?'],
    },
    {
      reason: 'a misspelt kind of its own',
      text: project('store: here').replace('Project', 'Projct'),
      is: ['DOC015 onward.yaml:2:7 unknown kind Projct; did you mean Project?'],
    },
    {
      reason: 'no project in onward.yaml',
      text: cluster('a'),
      is: ['DOC032 onward.yaml:1:1 onward.yaml holds no document of kind Project'],
    },
    {
      reason: 'two projects in onward.yaml',
      text: `${project('store: a')}---\n${project('store: b')}`,
      is: ['DOC032 onward.yaml:7:1 onward.yaml holds 2 documents of kind Project'],
    },
    {
      reason: 'broken YAML',
      text: 'kind: [',
      is: [
        'DOC001 onward.yaml:1:8 not YAML: flow sequence in block collection must be sufficiently indented and end with a ]',
      ],
    },
  ])('$reason', async ({ text, is }) => {
    expect(await problems({ '/w/onward.yaml': text, ...beside })).toEqual(is);
  });

  it('that is wrong does not make a document lack what the project would have given', async () => {
    const tree = { '/w/onward.yaml': project('foo: 1'), '/w/a.yaml': short('account: prod', 'bar: 1') };
    expect(await problems(tree, ['a.yaml'])).toEqual([
      'DOC016 a.yaml:7:3 unknown key bar in spec',
      'DOC016 onward.yaml:5:3 unknown key foo in spec',
    ]);
  });

  it('counts only in its own file', async () => {
    expect(await problems({ '/w/p.yaml': project('store: a') }, ['p.yaml'])).toEqual([
      'DOC033 p.yaml:2:7 a project counts only in the onward.yaml that is found from the working directory upward',
    ]);
  });

  it('is what the others refer to', async () => {
    const text = project('store: .store', 'documents: [clusters]', 'accounts: [{name: a, id: "1234567890123456"}]');
    const { project: found } = await loaded({ '/w/onward.yaml': text, ...beside });
    expect(found).toMatchObject({
      name: 'all',
      file: 'onward.yaml',
      directory: '/w',
      store: '.store',
      accounts: [{ name: 'a', id: '1234567890123456' }],
    });
    expect(found?.place('/spec/store')).toEqual({ file: 'onward.yaml', line: 5, column: 10 });
  });
});

describe('an account that a document names', () => {
  const named = (tree: Record<string, string>) =>
    problems({ ...tree, '/w/a.yaml': short('region: cn-hangzhou', 'edition: pro', 'account: prdo') }, ['a.yaml']);

  it('must be listed by the project', async () => {
    expect(await named({ '/w/onward.yaml': project('accounts: [{name: prod, id: "1234567890123456"}]') })).toEqual([
      'DOC031 a.yaml:8:12 the account prdo is named, and onward.yaml does not list it; did you mean prod?',
    ]);
  });

  it('cannot be known without a project', async () => {
    expect(await named({})).toEqual(['DOC031 a.yaml:8:12 the account prdo is named, and there is no onward.yaml']);
  });

  it('may be left out: then there is no id', async () => {
    const result = await load({ '/w/a.yaml': cluster('a') }, ['a.yaml']);
    expect(result.ok && result.value.desired[0]).not.toHaveProperty('accountId');
  });
});

describe('a project that is wrong itself', () => {
  it('is told alone, beside a document that leaves to it what its kind cannot do without', async () => {
    const machine = 'apiVersion: onward/v1\nkind: VirtualMachine\nmetadata: {name: a}\nspec: {network: direct}\n';
    const tree = { '/w/onward.yaml': project('documents: 7'), '/w/a.yaml': machine };
    const { diagnostics } = await loadDocuments(['a.yaml'], { kinds, files: memoryFiles(tree), cwd: '/w' });
    expect(diagnostics.map(({ code, at }) => `${code} ${at?.file ?? ''}`)).toEqual(['DOC017 onward.yaml']);
  });
});
