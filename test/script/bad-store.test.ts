import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from './eventually.ts';
import { lastLine } from './cli.ts';
import { parked, writes } from './parked.ts';
import { scene, type Scene } from './scene.ts';

/** Mounts a file system over a folder of the scene for the length of a test; false where this user may not. */
const mounted = (here: Scene, name: string, options: string): boolean => {
  mkdirSync(here.path(name));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', here.path(name)], { stdio: 'pipe' });
  } catch (problem) {
    console.error(`NOT TESTED, nothing can be mounted here: ${String(problem).split('\n')[0] ?? ''}`);
    return false;
  }
  onTestFinished(() => {
    execFileSync('umount', [here.path(name)]);
  });
  return true;
};

const remount = (here: Scene, name: string, options: string): void => {
  execFileSync('mount', ['-o', `remount,${options}`, here.path(name)]);
};

/** Writes until there is no room left, whole pages first. */
const fill = (here: Scene, name: string): void => {
  const file = openSync(here.path(`${name}/ballast`), 'w');
  for (const size of [4096, 1]) {
    try {
      for (;;) writeSync(file, new Uint8Array(size));
    } catch {
      // Full, for this size.
    }
  }
  closeSync(file);
};

const refusedWith = (code: string, exit: number) => ({ exit, stderr: expect.stringContaining(code) as string });

/** A plan that names the store it is to be applied with. */
const plannedFor = async (here: Scene, store: string): Promise<readonly string[]> => {
  expect(await here.onward(['plan', 'prod.yaml', '-o', 'plan.json', '--store', store])).toMatchObject({ exit: 0 });
  return ['apply', 'plan.json', '--approve', here.planned().yes, '--store', store];
};

describe('a store that cannot be written', () => {
  it('since a file stands where it should be is refused before anything is sent', async () => {
    const here = await scene();
    const args = await plannedFor(here, 'kept/onward');
    here.write('kept', 'a file');
    const refused = await here.onward(args);
    expect(refused).toMatchObject(refusedWith('STO001', 1));
    expect(refused.stderr).toContain('kept');
    expect(refused.stderr).toMatch(/^ +fix: \S/m);
    expect(await writes(here)).toEqual([]);
  });

  it('since its file system is read-only is refused before anything is sent', async (context) => {
    const here = await scene();
    if (!mounted(here, 'ro', 'size=1m')) return context.skip();
    const args = await plannedFor(here, 'ro/store');
    remount(here, 'ro', 'ro');
    const refused = await here.onward(args);
    expect(refused).toMatchObject(refusedWith('STO003', 1));
    expect(await writes(here)).toEqual([]);
    remount(here, 'ro', 'rw');
    expect(await here.onward(args)).toMatchObject({ exit: 0 });
  });

  it('since its file system is full is refused before anything is sent', async (context) => {
    const here = await scene();
    if (!mounted(here, 'full', 'size=64k')) return context.skip();
    const args = await plannedFor(here, 'full/store');
    fill(here, 'full');
    const refused = await here.onward(args);
    expect(refused).toMatchObject(refusedWith('STO004', 1));
    expect(await writes(here)).toEqual([]);
    rmSync(here.path('full/ballast'));
    expect(await here.onward(args)).toMatchObject({ exit: 0 });
  });

  it('any more once the call is out ends the run; with room again it goes on and sends nothing', async (context) => {
    const here = await scene();
    if (!mounted(here, 'full', 'size=256k')) return context.skip();
    const args = await plannedFor(here, 'full/store');
    await here.twin.spoil({ match: { action: 'MigrateCluster' }, effect: { delay: { ms: 1_500 } } });
    const running = here.start(args);
    await eventually(async () => (await here.twin.callsOf('MigrateCluster')).length > 0, 'the call is sent');
    fill(here, 'full');
    expect(await running.ended).toMatchObject(refusedWith('STO004', 1));
    rmSync(here.path('full/ballast'));
    expect(await here.onward(['resume', '--store', 'full/store'])).toMatchObject({ exit: 0 });
    expect(await writes(here)).toEqual(['RunClusterCheck 200', 'MigrateCluster 200']);
  });

  it('while the plan file cannot be written either says where, and plans', async () => {
    const here = await scene();
    const refused = await here.onward(['plan', 'prod.yaml', '-o', 'nowhere/plan.json']);
    expect(refused).toMatchObject(refusedWith('USE003', 1));
    expect(refused.stdout).toContain('POINT OF NO RETURN');
    expect(refused.stderr).toContain('nowhere/plan.json');
  });
});

interface Journal {
  readonly path: string;
  readonly text: string;
}

const journalOf = (here: Scene): Journal => {
  const run = here.planned().digest.slice('sha256:'.length, 'sha256:'.length + 12);
  const path = join(here.folder, '.onward', 'runs', run, 'journal.1.ndjson');
  return { path, text: readFileSync(path, 'utf8') };
};

const lines = (text: string): readonly string[] => text.trimEnd().split('\n');

describe('a journal that was touched', () => {
  it.each([
    { alter: (text: string) => text.replace('"attempt":1', '"attempt":2'), code: 'STO013', reason: 'a value changed' },
    {
      alter: (text: string) => lines(text).toSpliced(2, 1).join('\n') + '\n',
      code: 'STO014',
      reason: 'a line is missing',
    },
    { alter: (text: string) => text.replace('{"seq":2', '{"seq":2,}'), code: 'STO015', reason: 'a line is no JSON' },
  ])('is not gone on with, nothing is sent, and $code says which line: $reason', async ({ alter, code }) => {
    const here = await scene();
    const { yes, alias } = await parked(here);
    const { path, text } = journalOf(here);
    writeFileSync(path, alter(text));
    for (const args of [
      ['resume', alias, '--approve', yes],
      ['status', alias, '--offline'],
    ]) {
      const refused = await here.onward(args);
      expect(refused).toMatchObject(refusedWith(code, 1));
      expect(refused.stderr).toContain('journal.1.ndjson');
      expect(refused.stderr).toMatch(/^ +fix: \S/m);
    }
    // The plan stays consumed.
    expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ stdout: '' });
    expect(await writes(here)).toEqual(['RunClusterCheck 200']);
    writeFileSync(path, text);
    expect(await here.onward(['resume', alias, '--approve', yes])).toMatchObject({ exit: 0 });
  });

  it('is set aside by a person’s word where nothing restores it, and its cluster is free again', async () => {
    const here = await scene();
    const { yes, alias } = await parked(here);
    const { path, text } = journalOf(here);
    const id = path.split('/').at(-2) ?? '';
    writeFileSync(path, lines(text).toSpliced(2, 1).join('\n') + '\n');
    const setAside = ['settle', id, '--as', 'set-aside', '--evidence', 'disk lost'];
    for (const args of [
      ['resume', alias],
      ['abort', alias],
      ['status', alias],
      ['plan', 'prod.yaml'],
    ])
      expect(lastLine(await here.onward(args))).toContain(`next: onward settle ${id} --as set-aside --evidence TEXT`);
    expect(await here.onward(setAside)).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('no trace of it') as string,
    });
    expect(await here.onward(['resume', id, '--approve', yes])).toMatchObject(refusedWith('STO030', 6));
    expect(await here.onward(['plan', 'prod.yaml', '-o', 'plan.json'])).toMatchObject({ exit: 0 });
    expect(await here.onward(['apply', 'plan.json', '--approve', here.planned().yes])).toMatchObject({ exit: 0 });
  });

  it('whose last line is half written is gone on with, and says so', async () => {
    const here = await scene();
    const { yes, alias } = await parked(here);
    const { path, text } = journalOf(here);
    const last = lines(text).at(-1) ?? '';
    writeFileSync(path, text.slice(0, -Math.floor(last.length / 2)));
    const status = await here.onward(['status', alias, '--offline']);
    expect(status).toMatchObject({ exit: 0, stderr: expect.stringContaining('STO012') as string });
    expect(await here.onward(['resume', alias, '--approve', yes])).toMatchObject({ exit: 0 });
    expect((await writes(here)).filter((write) => write.startsWith('Migrate'))).toEqual(['MigrateCluster 200']);
  });

  it('whose plan is another one than was accepted is not gone on with', async () => {
    const here = await scene();
    const { yes, alias } = await parked(here);
    const plan = journalOf(here).path.replace('journal.1.ndjson', 'plan.json');
    writeFileSync(plan, readFileSync(plan, 'utf8').replace('ack.pro.small', 'ack.pro.xlarge'));
    const refused = await here.onward(['resume', alias, '--approve', yes]);
    expect(refused).toMatchObject(refusedWith('STO011', 1));
    expect(await writes(here)).toEqual(['RunClusterCheck 200']);
  });
});
