import { describe, expect, it } from 'vitest';
import { kinds } from '../../providers/registry.ts';
import { draftFiles } from '../../src/app/draft-files.ts';
import { sample } from '../../src/app/init.ts';
import { parseFile } from '../../src/document/parse.ts';
import { brief, problems } from '../document/load.ts';
import { drafts, table } from './tables.ts';

describe('the text of documents', () => {
  it('explains the fields of the first document of a file, and of each file', async () => {
    const made = await drafts(table('vm', 'a', 'b'));
    if (!made.ok) throw new Error('the table is wrong');
    const texts = (to: Parameters<typeof draftFiles>[1]): readonly string[] => {
      const files = draftFiles(made.value.drafts, to);
      return files.ok
        ? files.value.map(({ path, text }) => `${path} ${text.match(/# Where it should be/g)?.length ?? 0}`)
        : [];
    };
    expect(texts({ file: 'all.yaml' })).toEqual(['all.yaml 1']);
    expect(texts({ folder: 'out' })).toEqual(['out/a.yaml 1', 'out/b.yaml 1']);
  });

  it('is refused where it is larger than a file may be', async () => {
    const wide = 'x'.repeat(250);
    const rows = Array.from({ length: 900 }, (_, at) => `m${at},${wide},${wide},${wide},${wide}`);
    const columns = 'vm,newName,attestations.backup,attestations.osInstalled,attestations.cpuCompatible';
    const made = await drafts(table(columns, ...rows));
    if (!made.ok) throw new Error('the table is wrong');
    expect(draftFiles(made.value.drafts, { file: 'all.yaml' }).diagnostics.map(brief)).toEqual([
      'DOC010 all.yaml the file is larger than 1 MiB',
    ]);
    expect(draftFiles(made.value.drafts, { folder: 'out' }).ok).toBe(true);
  });
});

describe('a sample', () => {
  it.each([...kinds.map(({ name }) => name), 'Project'])('of %s can be read, and answers nothing itself', (name) => {
    const made = sample(name, kinds);
    const parsed = made.ok ? parseFile(made.value.text, 'sample.yaml') : made;
    expect(parsed.diagnostics).toEqual([]);
    const text = made.ok ? made.value.text : '';
    const said = text.split('\n').filter((line) => /^\s*[\w-]+: \S/.test(line));
    expect(said).toEqual(['apiVersion: onward/v1', `kind: ${name}`]);
  });

  it('can be read with each comment that holds a field taken for one', () => {
    for (const name of ['AckCluster', 'VirtualMachine', 'Project']) {
      const made = sample(name, kinds);
      const text = made.ok ? made.value.text.replace(/^( *)# ( *(?:- )?\w+:(?: .*)?)$/gm, '$1$2') : '';
      expect(text).toMatch(/^ +waivers:$|^ +accounts:$/m);
      expect(parseFile(text, 'sample.yaml').diagnostics).toEqual([]);
    }
  });

  it('is told by validate what is to be filled in, and nothing else', async () => {
    const made = sample('AckCluster', kinds);
    const wrong = await problems({ '/w/a.yaml': made.ok ? made.value.text : '' }, ['a.yaml']);
    expect(wrong.map((line) => line.replace(/ a.yaml:\d+:\d+/, ''))).toEqual([
      'DOC017 metadata.name: expected a text, got nothing',
      'DOC017 spec.region: expected a text, got nothing',
      'DOC017 spec.clusterId: expected a text, got nothing',
      'DOC018 spec.edition: expected one of pro, standard, dedicated, got nothing',
    ]);
  });

  it('is not there for a kind that there is not', () => {
    expect(sample('Projekt', kinds).diagnostics.map(brief)).toEqual([
      'DOC015  unknown kind Projekt; did you mean Project?',
    ]);
  });
});
