import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canaries } from '../canaries/canaries.ts';
import { commands } from '../../src/cli/commands.ts';
import { spawnSync } from 'node:child_process';
import { lastLine, cliPath } from './cli.ts';
import { document, openScene, type Scene } from './scene.ts';

let here: Scene;
beforeAll(async () => {
  here = await openScene();
});
afterAll(() => here.close());

describe('a command line that cannot be understood', () => {
  it.each([
    { args: ['plna'], says: 'plan', reason: 'a misspelt verb' },
    { args: ['practise', 'plan.json'], says: 'practise', reason: 'a verb of another version' },
    { args: ['plan', '--detailed-exitcod'], says: '--detailed-exitcode', reason: 'a misspelt flag' },
    { args: ['plan', '--force'], says: '--force', reason: 'a flag there is not' },
    { args: ['plan', '-o'], says: '-o', reason: 'a flag without its value' },
    { args: ['plan', '--format', 'yaml'], says: 'yaml', reason: 'a format there is not' },
    { args: ['apply', 'plan.json', '--executor', 'terraform'], says: 'terraform', reason: 'an executor there is not' },
    { args: ['show'], says: 'plan', reason: 'a file is missing' },
    { args: ['explain', 'ACK104', 'ACK105'], says: 'argument', reason: 'a file too many' },
    { args: ['twin'], says: '--world', reason: 'a flag that must be there' },
    { args: ['twin', '--world', 'nowhere.yaml'], code: 'USE002', says: 'nowhere.yaml', reason: 'a world there is not' },
    { args: ['explain', 'ACK999'], code: 'USE004', says: 'ACK999', reason: 'a code there is not' },
    { args: ['resume'], code: 'RUN005', says: 'no open run', reason: 'no run to go on with' },
    {
      args: ['resume', 'prod-hangzhou-7f3a'],
      code: 'STO025',
      says: 'prod-hangzhou-7f3a',
      reason: 'a run there is not',
    },
    {
      args: ['status', 'prod-hangzhou-7f3a'],
      code: 'STO025',
      says: 'prod-hangzhou-7f3a',
      reason: 'a run there is not',
    },
    { args: ['apply'], code: 'USE001', says: 'plan', reason: 'no plan, and nobody at a terminal to ask' },
  ])('is refused, exit 3, and says what comes next: $reason', async ({ args, code = 'USE001', says }) => {
    const refused = await here.onward(args);
    expect(refused).toMatchObject({ exit: 3, stdout: '', stderr: expect.stringContaining(code) as string });
    expect(refused.stderr).toContain(says);
    expect(lastLine(refused)).toMatch(/^exit 3 \(usage\) {2}next: onward /);
  });
});

describe('a store that was named and is not there', () => {
  it.each(['status', 'status prod', 'resume', 'abort', 'settle prod --as set-aside --evidence none', 'report'])(
    'is a mistake and no empty answer: onward %s',
    async (line) => {
      const refused = await here.onward([...line.split(' '), '--store', 'nowhere']);
      expect(refused).toMatchObject({ exit: 3, stdout: '', stderr: expect.stringContaining('STO040') as string });
      expect(lastLine(refused)).toBe('exit 3 (usage)  next: onward status --store STORE');
    },
  );
});

describe('what comes next', () => {
  it.each([
    { args: ['drift', 'prod.yaml', '--fail-on', 'bogus'], next: 'onward drift --help' },
    { args: ['plan', 'prod.yaml', '--shard', '5/4'], next: 'onward plan --help' },
    { args: ['validate', '--', '-x.yaml'], next: 'onward validate ./-x.yaml' },
  ])('after a mistake in what was typed leads to the way past it: $next', async ({ args, next }) => {
    here.write('prod.yaml', document());
    here.write('-x.yaml', 'a: [');
    const refused = await here.onward(args);
    expect(lastLine(refused)).toBe(`exit 3 (usage)  next: ${next}`);
  });

  it('shows no character of a file name that a terminal would obey', async () => {
    here.write('a\u001b[31mb.yaml', 'a: [');
    const refused = await here.onward(['validate', 'a\u001b[31mb.yaml']);
    expect(refused.stderr).not.toContain('\u001b');
    expect(lastLine(refused)).toBe("exit 3 (usage)  next: onward validate $'a\\x1b[31mb.yaml'");
  });

  it('after credentials that are refused is doctor', async () => {
    here.write('prod.yaml', document());
    const env = { ...here.env, ALIBABA_CLOUD_ACCESS_KEY_SECRET: canaries.wrongSecret };
    const refused = await here.onward(['plan', 'prod.yaml'], { env });
    expect(lastLine(refused)).toBe('exit 4 (credentials)  next: onward doctor prod.yaml');
    expect(lastLine(await here.onward(['doctor', 'prod.yaml', '--executor', 'direct'], { env }))).toBe(
      'exit 4 (credentials)  next: onward doctor prod.yaml --executor direct',
    );
  });
});

describe('an answer that could not be written', () => {
  it.each(['explain ACK105', 'help', 'validate prod.yaml'])('is said once, and is no success: onward %s', (line) => {
    here.write('prod.yaml', document());
    const command = `node ${cliPath} ${line} > /dev/full`;
    const { status, stderr } = spawnSync('bash', ['-c', command], { cwd: here.folder, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr.match(/^exit /gm) ?? []).toHaveLength(line === 'help' ? 0 : 1);
  });
});

describe('help', () => {
  it.each(commands.map(({ name, summary, examples }) => ({ name, summary, examples })))(
    'of $name has its summary and its examples',
    async ({ name, summary, examples }) => {
      const help = await here.onward([name, '--help']);
      expect(help).toMatchObject({ exit: 0, stderr: '' });
      expect(help.stdout.replace(/\s+/g, ' ')).toContain(summary);
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) expect(help.stdout).toContain(example);
      expect((await here.onward(['help', name])).stdout).toBe(help.stdout);
    },
  );

  it.each([{ args: [] }, { args: ['--help'] }, { args: ['help'] }, { args: ['help', '--all'] }])(
    'lists verbs that there are and nothing else: onward $args',
    async ({ args }) => {
      const help = await here.onward(args);
      expect(help).toMatchObject({ exit: 0, stderr: '' });
      const shown = commands.filter(({ group }) => group === 'first' || (group === 'more' && args.includes('--all')));
      const [, list = ''] =
        /^Verbs:\n([\s\S]*?)^(?:Exit codes:|$ {2}onward)/m.exec(`${help.stdout}\nExit codes:`) ?? [];
      const named = [...list.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name);
      expect(named).toEqual(shown.map(({ name }) => name));
    },
  );

  it('of the version is one line', async () => {
    expect((await here.onward(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
