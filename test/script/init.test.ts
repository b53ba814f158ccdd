import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { endFolder } from '../canaries/search.ts';
import { lastLine, startCli, type Ended, type Start } from './cli.ts';

const machines = `\uFEFFoperation center;VM;machine.cluster;placement.cluster;placement.hosts;networks;method\r
hz;ERP DB;hz-a;hz-b;"h1;h2";v10=v110;staged\r
hz;=web-1;hz-a;hz-b;;;\r
`;

/** A folder with a table of two machines, and nothing else: no credentials, no cloud, no variable. */
const folder = (csv: string | Uint8Array = machines) => {
  const path = mkdtempSync(join(tmpdir(), 'onward-init-'));
  onTestFinished(() => {
    endFolder(path);
  });
  writeFileSync(join(path, 'machines.csv'), csv);
  const onward = (args: readonly string[], how: Partial<Start> = {}): Promise<Ended> =>
    startCli(args, { cwd: path, env: {}, ...how }).ended;
  const read = (name: string): string => readFileSync(join(path, name), 'utf8');
  return { path, onward, read, at: (name: string) => join(path, name) };
};

const fromCsv = ['init', '--from-csv', 'machines.csv'];

describe('onward init --from-csv', () => {
  it('writes a file for each machine, says what it wrote and named, and validate finds nothing wrong', async () => {
    const here = folder();
    const made = await here.onward([...fromCsv, '-o', 'machines/']);
    expect(made).toMatchObject({ exit: 0, stdout: '' });
    expect(made.stderr.split('\n')).toEqual([
      'wrote      machines/erp-db.yaml',
      'wrote      machines/web-1.yaml',
      'named      erp-db, for ERP DB (machines.csv:2)',
      'named      web-1, for =web-1 (machines.csv:3)',
      '2 documents; nothing was asked of any cloud',
      'exit 0 (done)  next: onward validate machines/',
      '',
    ]);
    expect(readdirSync(here.at('machines')).sort()).toEqual(['erp-db.yaml', 'web-1.yaml']);
    expect(here.read('machines/web-1.yaml')).toContain('    # Where it should be.\n'.slice(2));
    expect(here.read('machines/erp-db.yaml')).toContain('    hosts:\n      - h1\n      - h2\n');
    expect(statSync(here.at('machines/erp-db.yaml')).mode & 0o644).toBe(0o644);
    const valid = await here.onward(['validate', 'machines/']);
    expect(valid).toMatchObject({ exit: 0, stdout: '2 documents are valid\n' });
  });

  it('writes one file, or the answer itself, and reads stdin', async () => {
    const here = folder();
    expect(await here.onward([...fromCsv, '-o', 'all.yaml'])).toMatchObject({ exit: 0, stdout: '' });
    const said = await here.onward(['init', '--from-csv', '-'], { stdin: machines });
    expect(said).toMatchObject({ exit: 0, stdout: here.read('all.yaml') });
    expect(said.stdout).toContain('\n---\n');
    expect(readdirSync(here.path).sort()).toEqual(['all.yaml', 'machines.csv']);
    const valid = await here.onward(['validate', '-'], { stdin: said.stdout });
    expect(valid).toMatchObject({ exit: 0, stdout: '2 documents are valid\n' });
  });

  it('replaces no file that says something else, and then writes none at all', async () => {
    const here = folder();
    mkdirSync(here.at('machines'));
    writeFileSync(here.at('machines/web-1.yaml'), 'mine');
    const refused = await here.onward([...fromCsv, '-o', 'machines']);
    expect(refused).toMatchObject({ exit: 3, stdout: '' });
    expect(refused.stderr).toContain('machines/web-1.yaml: USE007');
    expect(refused.stderr).toContain('or --overwrite to replace it');
    expect(readdirSync(here.at('machines'))).toEqual(['web-1.yaml']);
    expect(here.read('machines/web-1.yaml')).toBe('mine');
    expect(await here.onward([...fromCsv, '-o', 'machines', '--force'])).toMatchObject({ exit: 3 });
  });

  it('leaves what it wrote before as it is, so that it can be said again', async () => {
    const here = folder();
    await here.onward([...fromCsv, '-o', 'machines']);
    rmSync(here.at('machines/web-1.yaml'));
    const again = await here.onward([...fromCsv, '-o', 'machines']);
    expect(again).toMatchObject({ exit: 0 });
    expect(again.stderr).toContain('as it was  machines/erp-db.yaml\nwrote      machines/web-1.yaml\n');
  });

  it('says all that is wrong at line and column, and writes nothing', async () => {
    const here = folder(
      machines
        .replace('staged', 'stagd')
        .replace('placement.hosts', 'placement.host;wavve')
        .replaceAll(/hz-b;/g, 'hz-b;;'),
    );
    const refused = await here.onward([...fromCsv, '-o', 'machines']);
    expect(refused).toMatchObject({ exit: 3, stdout: '' });
    expect(refused.stderr).toContain('machines.csv:1:70: DOC039 unknown column wavve');
    expect(refused.stderr).toContain('machines.csv:2:39: DOC018 spec.method: expected one of auto, hot, cold, staged');
    expect(refused.stderr).toContain(
      'machines.csv:1:55: DOC039 unknown column placement.host; did you mean placement.hosts?',
    );
    expect(refused.stderr.match(/known here/g)).toHaveLength(1);
    expect(refused.stderr).toContain('did you mean staged?');
    expect(lastLine(refused)).toBe('exit 3 (usage)  next: onward init --help');
    expect(existsSync(here.at('machines'))).toBe(false);
  });

  it.each([
    { args: ['init'], says: 'USE001' },
    { args: [...fromCsv, '--sample', 'Project'], says: 'USE001 only one source at a time' },
    { args: ['init', '--from-csv', '.'], says: '.: DOC024 . is a directory' },
    { args: ['init', '--from-csv', 'nowhere.csv'], says: 'nowhere.csv: DOC022' },
    { args: [...fromCsv, '--kind', 'Machine'], says: 'DOC015 unknown kind Machine' },
    { args: ['init', '--sample', 'Machine'], says: 'DOC015 unknown kind Machine' },
    { args: [...fromCsv, '--kind', 'AckCluster'], says: 'machines.csv:1:1: DOC039' },
  ])('is refused, exit 3: $args', async ({ args, says }) => {
    const refused = await folder().onward(args);
    expect(refused).toMatchObject({ exit: 3, stdout: '', stderr: expect.stringContaining(says) as string });
  });

  it('says that a folder cannot be made, exit 1', async () => {
    const here = folder();
    const refused = await here.onward([...fromCsv, '-o', 'machines.csv/below']);
    expect(refused).toMatchObject({ exit: 1, stdout: '' });
    expect(refused.stderr).toContain('USE003');
    expect(here.read('machines.csv')).toBe(machines);
  });
});

describe('onward init --sample', () => {
  it('writes a document whose gaps validate names, and replaces none', async () => {
    const here = folder();
    const shown = await here.onward(['init', '--sample', 'VirtualMachine']);
    expect(shown).toMatchObject({ exit: 0 });
    const kept = await here.onward(['init', '--sample', 'VirtualMachine', '-o', 'one.yaml']);
    expect(kept).toMatchObject({ exit: 0, stdout: '' });
    expect(here.read('one.yaml')).toBe(shown.stdout);
    expect(lastLine(kept)).toBe('exit 0 (done)  next: onward validate one.yaml');
    const gaps = await here.onward(['validate', 'one.yaml']);
    expect(gaps).toMatchObject({ exit: 3 });
    expect(gaps.stderr).toContain('spec.placement.cluster: expected a text, got nothing');
    writeFileSync(here.at('one.yaml'), 'mine');
    expect(await here.onward(['init', '--sample', 'AckCluster', '-o', 'one.yaml'])).toMatchObject({ exit: 3 });
    expect(here.read('one.yaml')).toBe('mine');
  });

  it('names the file after the kind where a folder is given; a project’s is onward.yaml', async () => {
    const here = folder();
    expect(await here.onward(['init', '--sample', 'VirtualMachineSet', '-o', 'new'])).toMatchObject({ exit: 0 });
    expect(await here.onward(['init', '--sample', 'Project', '-o', 'new/'])).toMatchObject({ exit: 0 });
    expect(readdirSync(here.at('new')).sort()).toEqual(['onward.yaml', 'virtual-machine-set.yaml']);
  });
});
