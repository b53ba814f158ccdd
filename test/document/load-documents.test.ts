import { describe, expect, it } from 'vitest';
import { error, warning } from '../../src/core/diagnostic.ts';
import { findProject } from '../../src/document/find-project.ts';
import { loadDocuments } from '../../src/document/load-documents.ts';
import { ackKind } from './ack-kind.ts';
import { brief, cluster, clusterId, load, loaded, problems } from './load.ts';
import { memoryFiles, type Tree } from './memory-files.ts';

const id = (digit: string): string => `${clusterId.slice(0, -1)}${digit}`;

const project = (documents: string): string =>
  `apiVersion: onward/v1\nkind: Project\nmetadata: {name: all}\nspec: {documents: ${documents}}\n`;

const fleet: Tree = {
  '/w/onward.yaml': project('["clusters/**/*.yaml"]'),
  '/w/clusters/b.yaml': `${cluster('b', id('1'))}---\n${cluster('a', id('2'))}`,
  '/w/clusters/east/c.yaml': cluster('c', id('3')),
  '/w/clusters/east/d.yml': cluster('d', id('4')),
  '/w/clusters/.hidden/e.yaml': cluster('e', id('5')),
  '/w/clusters/node_modules/f.yaml': cluster('f', id('6')),
  '/w/clusters/notes.md': '# not YAML: [',
};

const names = async (tree: Tree, sources: readonly string[] = [], stdin = ''): Promise<readonly string[]> =>
  (await loaded(tree, sources, stdin)).desired.map(({ name }) => name);

describe('what the arguments name', () => {
  it.each([
    { sources: ['clusters/b.yaml'], is: ['b', 'a'], reason: 'a file, its documents in the order they stand in' },
    { sources: ['clusters'], is: ['b', 'a', 'c', 'd'], reason: 'a directory at any depth, without folders of tools' },
    { sources: ['./clusters/'], is: ['b', 'a', 'c', 'd'], reason: 'a directory written otherwise' },
    { sources: ['/w/clusters'], is: ['b', 'a', 'c', 'd'], reason: 'an absolute path' },
    { sources: ['.'], is: ['b', 'a', 'c', 'd'], reason: 'here; the project itself is no target' },
    { sources: ['clusters/*.yaml'], is: ['b', 'a'], reason: 'a star stays within a directory' },
    { sources: ['clusters/**'], is: ['b', 'a', 'c', 'd'], reason: 'two stars do not' },
    { sources: ['**/c.yaml'], is: ['c'], reason: 'two stars in front' },
    { sources: ['**/**/?.y{a,}ml'], is: ['b', 'a', 'c', 'd'], reason: 'stars twice, braces, a question mark' },
    { sources: ['clusters/.hidden/*.yaml'], is: ['e'], reason: 'a folder of tools that is named outright' },
    {
      sources: ['clusters/east', 'clusters/b.yaml', 'clusters/./east/c.yaml'],
      is: ['b', 'a', 'c', 'd'],
      reason: 'each file once, by name',
    },
    { sources: [], is: ['b', 'a', 'c'], reason: 'nothing: what the project names' },
  ])('$reason', async ({ sources, is }) => {
    expect(await names(fleet, sources)).toEqual(is);
  });

  it('may be standard input', async () => {
    expect(await names(fleet, ['-'], cluster('piped'))).toEqual(['piped']);
    expect(await problems(fleet, ['-'], 'a: [')).toEqual([
      expect.stringMatching(/^DOC001 <stdin>:1:5 not YAML/) as string,
    ]);
  });

  it.each([
    { sources: ['gone.yaml'], is: 'DOC022 gone.yaml gone.yaml does not exist', reason: 'no such file' },
    { sources: ['secret.yaml'], is: 'DOC023 secret.yaml secret.yaml may not be read', reason: 'no permission' },
    { sources: ['tty.yaml'], is: 'DOC024 tty.yaml tty.yaml is neither a file nor a directory', reason: 'a device' },
    { sources: ['large.yaml'], is: 'DOC010 large.yaml large.yaml is larger than 1 MiB', reason: 'too large to read' },
    { sources: ['broken.yaml'], is: 'DOC025 broken.yaml broken.yaml could not be read: EIO', reason: 'a broken disk' },
    { sources: ['latin.yaml'], is: 'DOC021 latin.yaml:2:4 the file is not UTF-8', reason: 'another encoding' },
    { sources: ['wide.yaml'], is: 'DOC021 wide.yaml:1:1 the file is not UTF-8', reason: 'UTF-16' },
    {
      sources: ['docs'],
      is: 'DOC026 docs docs holds no file that ends in .yaml or .yml',
      reason: 'no documents in a directory',
    },
    {
      sources: ['*.yml'],
      is: 'DOC026 *.yml *.yml holds no file that ends in .yaml or .yml',
      reason: 'no documents for a glob',
    },
    { sources: ['{a,b}'.repeat(9)], is: /^DOC035 /, reason: 'a glob of 512 alternatives' },
    { sources: [], is: 'DOC027 onward.yaml no file was named, and there is no onward.yaml', reason: 'nothing at all' },
  ])('is refused: $reason', async ({ sources, is }) => {
    const tree: Tree = {
      '/w/secret.yaml': { is: 'forbidden' },
      '/w/tty.yaml': { is: 'special' },
      '/w/large.yaml': { is: 'too-large' },
      '/w/broken.yaml': { is: 'unreadable', why: 'EIO' },
      '/w/latin.yaml': Uint8Array.from([...new TextEncoder().encode('a: \uFFFD\nb: '), 0xe9, 0x0a]),
      '/w/wide.yaml': Uint8Array.from([0xff, 0xfe, 0x61, 0x00]),
      '/w/docs/readme.md': '',
    };
    const found = await problems(tree, sources);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(is);
  });

  it('is told in full: what cannot be read and what is wrong elsewhere', async () => {
    const tree: Tree = { '/w/a.yaml': 'a: [', '/w/b.yaml': '- 1', '/w/x/c.yaml': { is: 'forbidden' } };
    expect(await problems(tree, ['x', 'gone', 'b.yaml', 'a.yaml'])).toEqual([
      expect.stringMatching(/^DOC001 a\.yaml:1:5 /) as string,
      'DOC013 b.yaml:1:1 a document is a map, and this is a list',
      'DOC022 gone gone does not exist',
      'DOC023 x/c.yaml x/c.yaml may not be read',
    ]);
  });
});

describe('the project around the working directory', () => {
  const kinds = [ackKind];

  it('is found upward, and its documents are relative to it', async () => {
    const result = await loadDocuments([], { kinds, files: memoryFiles(fleet), cwd: '/w/clusters/east' });
    expect(result.ok && result.value.desired.map(({ place }) => place('').file)).toEqual([
      '../b.yaml',
      '../b.yaml',
      'c.yaml',
    ]);
    expect(result.ok && result.value.project?.directory).toBe('/w');
  });

  it('holds documents of its own, when none are named', async () => {
    const tree = { '/w/onward.yaml': `${project('[]')}---\n${cluster('own')}` };
    expect(await names(tree)).toEqual(['own']);
    expect(await names({ ...tree, '/w/a.yaml': cluster('a') }, ['a.yaml'])).toEqual(['a']);
    const both = { '/w/onward.yaml': `${project('["*.yaml"]')}---\n${cluster('own')}` };
    expect(await names({ ...both, '/w/a.yaml': cluster('a', id('1')), '/w/z.yaml': cluster('z', id('2')) })).toEqual([
      'a',
      'own',
      'z',
    ]);
    const above = { '/w/onward.yaml': `${project('[x]')}---\n${cluster('own')}`, '/w/x/a.yaml': cluster('a', id('1')) };
    expect(await names(above)).toEqual(['own', 'a']);
    const first = {
      ...above,
      '/w/onward.yaml': above['/w/onward.yaml'].replace('[x]', '[b]'),
      '/w/b/a.yaml': cluster('a', id('1')),
    };
    expect(await names(first)).toEqual(['a', 'own']);
  });

  it('must name documents that are there, one by one', async () => {
    expect(await problems({ '/w/onward.yaml': project('["a/*.yaml", gone.yaml]') })).toEqual([
      'DOC026 onward.yaml:4:20 a/*.yaml holds no file that ends in .yaml or .yml',
      'DOC022 onward.yaml:4:32 gone.yaml does not exist',
    ]);
    expect(await problems({ '/w/onward.yaml': project('[]') })).toEqual([
      'DOC027 onward.yaml:4:1 onward.yaml names no documents',
    ]);
  });

  it('is not taken for absent when it cannot be read', async () => {
    const tree: Tree = { '/w/onward.yaml': { is: 'forbidden' }, '/w/a.yaml': cluster('a') };
    expect(await problems(tree, ['a.yaml'])).toEqual(['DOC023 onward.yaml onward.yaml may not be read']);
  });

  it('can be asked for alone', async () => {
    const found = await findProject(memoryFiles(fleet), '/w/clusters');
    expect(found.ok && found.value?.name).toBe('all');
    expect(await findProject(memoryFiles({}), '/w')).toMatchObject({ ok: true, value: null });
  });
});

describe('two documents', () => {
  it('may not have one address', async () => {
    const tree = { '/w/a.yaml': cluster('x', id('1')), '/w/b.yaml': cluster('x', id('2')) };
    const result = await load(tree, ['.']);
    expect(result.diagnostics).toEqual([
      error('DOC028', {
        summary: 'AckCluster/x is there twice',
        detail: 'The first stands at a.yaml:3:18, the second at b.yaml:3:18.',
        at: { file: 'b.yaml', line: 3, column: 18 },
        address: 'AckCluster/x',
        remedy: 'give one of them another name',
      }),
    ]);
  });

  it('may not speak of one target', async () => {
    const result = await load({ '/w/a.yaml': cluster('x'), '/w/b.yaml': cluster('y') }, ['.']);
    expect(result.diagnostics.map((each) => [brief(each), each.detail])).toEqual([
      [
        'DOC029 b.yaml:3:18 AckCluster/y and AckCluster/x speak of one target',
        'The first stands at a.yaml:3:18, the second at b.yaml:3:18.',
      ],
    ]);
  });
});

describe('the rules of a kind', () => {
  const lint = (severity: 'error' | 'warning') =>
    loadDocuments(['a.yaml'], {
      kinds: [
        {
          ...ackKind,
          lint: ({ place }) => [
            (severity === 'error' ? error : warning)('DOC018', { summary: 'no', at: place('/spec/edition') }),
          ],
        },
      ],
      files: memoryFiles({ '/w/a.yaml': cluster('a') }),
      cwd: '/w',
    });

  it('refuse a document by an error', async () => {
    const result = await lint('error');
    expect([result.ok, result.diagnostics.map(brief)]).toEqual([false, ['DOC018 a.yaml:4:84 no']]);
  });

  it('let it through with a warning', async () => {
    const result = await lint('warning');
    expect([result.ok, result.diagnostics.map(brief)]).toEqual([true, ['DOC018 a.yaml:4:84 no']]);
  });
});
