import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { clusterId, document, openScene, type Scene } from './scene.ts';

const good = document();
const other = good.replace('prod-hangzhou', 'other').replace(clusterId, `c${'1'.repeat(32)}`);

interface Case {
  readonly text: string | Uint8Array;
  readonly code: string;
  /** Line and column, from 1. */
  readonly at: string;
  readonly says?: string;
  readonly reason: string;
}

const cases: readonly Case[] = [
  { text: 'spec: [1, 2', code: 'DOC001', at: ':1:12', reason: 'broken YAML' },
  { text: good.replace('  region', '\tregion'), code: 'DOC002', at: ':6:1', reason: 'a tab as indentation' },
  { text: '', code: 'DOC003', at: '', reason: 'an empty file' },
  { text: '# nothing yet\n', code: 'DOC003', at: '', reason: 'a file of comments' },
  { text: `${good}# \u0007\n`, code: 'DOC004', at: ':8:3', reason: 'a control character' },
  { text: `${good}  region: cn-beijing\n`, code: 'DOC005', at: ':8:3', says: 'region', reason: 'a key twice' },
  { text: good.replace('pro\n', '&a pro\n'), code: 'DOC006', at: ':7:12', reason: 'an anchor' },
  { text: good.replace('pro\n', '!!str pro\n'), code: 'DOC007', at: ':7:12', reason: 'a tag' },
  { text: `%YAML 1.1\n---\n${good}`, code: 'DOC008', at: ':1:1', reason: 'a directive' },
  { text: '- one\n- two\n', code: 'DOC013', at: ':1:1', reason: 'a list' },
  { text: good.replace('onward/v1', 'v1'), code: 'DOC014', at: ':1:13', reason: 'a file of another tool' },
  {
    text: good.replace('AckCluster', 'AckClustr'),
    code: 'DOC015',
    at: ':2:7',
    says: 'AckCluster',
    reason: 'a misspelt kind',
  },
  { text: good.replace('AckCluster', 'Pod'), code: 'DOC015', at: ':2:7', reason: 'a kind of another tool' },
  { text: good.replace('edition', 'editon'), code: 'DOC016', at: ':7:3', says: 'edition', reason: 'a misspelt key' },
  { text: `${good}  replicas: 3\n`, code: 'DOC016', at: ':8:3', says: 'replicas', reason: 'a key of another tool' },
  { text: good.replace('pro\n', '3\n'), code: 'DOC018', at: ':7:12', reason: 'an edition that is no word' },
  {
    text: good.replace('pro\n', 'enterprise\n'),
    code: 'DOC018',
    at: ':7:12',
    says: 'pro',
    reason: 'an edition there is not',
  },
  { text: good.replace(clusterId, 'c123'), code: 'DOC018', at: ':5:14', reason: 'no id of a cluster' },
  { text: good.replace('cn-hangzhou', 'Hangzhou'), code: 'DOC018', at: ':6:11', reason: 'no id of a region' },
  {
    text: good.replace('{ name: prod-hangzhou }', '[]'),
    code: 'DOC017',
    at: ':3:11',
    reason: 'metadata that is a list',
  },
  {
    text: good.replace(/ {2}clusterId.*\n/, ''),
    code: 'DOC019',
    at: ':4:1',
    says: 'clusterId',
    reason: 'no cluster id',
  },
  {
    text: `${good}---\n${other.replace('other', 'prod-hangzhou')}`,
    code: 'DOC028',
    at: '',
    reason: 'one address twice',
  },
  {
    text: `${good}---\n${good.replace('prod-hangzhou', 'again')}`,
    code: 'DOC029',
    at: '',
    reason: 'one cluster twice',
  },
  { text: `${good}  account: prod\n`, code: 'DOC031', at: ':8:12', says: 'prod', reason: 'an account nobody declared' },
  { text: new Uint8Array([0x6b, 0x3a, 0x20, 0xe9, 0x0a]), code: 'DOC021', at: '', reason: 'not UTF-8' },
  {
    text: good.replaceAll('\n', '\r\n').replace('edition', 'editon'),
    code: 'DOC016',
    at: ':7:3',
    reason: 'Windows line ends do not move the place',
  },
  {
    text: `\uFEFF${good.replace('apiVersion', 'apiVersio')}`,
    code: 'DOC016',
    at: ':1:1',
    reason: 'a byte order mark does not move the place',
  },
];

let here: Scene;
beforeAll(async () => {
  here = await openScene();
  mkdirSync(here.path('empty'));
});
afterAll(() => here.close());

describe('a document that is wrong', () => {
  it.each(cases)(
    'is refused by plan with $code at its place, exit 3: $reason',
    async ({ text, code, at, says = '' }) => {
      here.write('bad.yaml', text);
      const refused = await here.onward(['plan', 'bad.yaml', '-o', 'bad.json']);
      expect(refused).toMatchObject({ exit: 3, stdout: '' });
      expect(refused.stderr).toContain(code);
      expect(refused.stderr).toContain(`bad.yaml${at}`);
      expect(refused.stderr).toContain(says);
      expect(refused.stderr).toMatch(/^ +fix: \S/m);
      expect(lastLine(refused)).toBe('exit 3 (usage)  next: onward validate bad.yaml');
    },
  );

  it('is told of all its mistakes at once, by validate too', async () => {
    here.write('bad.yaml', `${good.replace('edition', 'editon')}  size: 3\n  colour: red\n`);
    const refused = await here.onward(['validate', 'bad.yaml']);
    expect(refused).toMatchObject({ exit: 3, stdout: '' });
    for (const place of ['bad.yaml:7:3', 'bad.yaml:8:3', 'bad.yaml:9:3']) expect(refused.stderr).toContain(place);
  });

  it.each([
    { args: ['plan', 'nowhere.yaml'], code: 'DOC022', says: 'nowhere.yaml', reason: 'a file that is not there' },
    { args: ['plan', 'empty'], code: 'DOC026', says: 'empty', reason: 'a folder without documents' },
    { args: ['plan', 'clusters/*.yaml'], code: 'DOC026', says: 'clusters/*.yaml', reason: 'a glob that finds nothing' },
    { args: ['plan'], code: 'DOC027', says: 'onward.yaml', reason: 'no file and no project' },
    { args: ['plan', '-'], code: 'DOC003', says: 'stdin', reason: 'nothing on stdin' },
  ])('or is no document is refused with $code, exit 3: $reason', async ({ args, code, says }) => {
    const refused = await here.onward(args);
    expect(refused).toMatchObject({ exit: 3, stdout: '' });
    expect(refused.stderr).toContain(code);
    expect(refused.stderr).toContain(says);
    expect(refused.stderr).toMatch(/^ +fix: \S/m);
  });

  it('never reaches the cloud', async () => {
    expect(await here.twin.calls()).toEqual([]);
  });
});

describe('a document that only looks odd', () => {
  it.each([
    { text: `\uFEFF${good}`, reason: 'a byte order mark' },
    { text: good.replaceAll('\n', '\r\n'), reason: 'Windows line ends' },
    { text: `# first\n---\n${good}...\n`, reason: 'marks of begin and end' },
    { text: good.trimEnd(), reason: 'no last line break' },
  ])('is planned: $reason', async ({ text }) => {
    here.write('odd.yaml', text);
    expect(await here.onward(['plan', 'odd.yaml', '--detailed-exitcode'])).toMatchObject({ exit: 2 });
    expect(await here.onward(['plan', '-', '--detailed-exitcode'], { stdin: text })).toMatchObject({ exit: 2 });
  });
});
