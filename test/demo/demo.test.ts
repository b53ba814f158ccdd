import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endFolder, searchText } from '../canaries/search.ts';

const command = join(import.meta.dirname, '..', '..', 'dist', 'onward.js');

interface Played {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const play = async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<Played> => {
  const child = spawn(process.execPath, [command, 'demo', ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (out += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (err += part));
  const [code] = (await once(child, 'close')) as [number | null];
  searchText('output', 'demo', `${out}\n${err}`);
  return { code, out, err };
};

const answers = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    get(url, (response) => {
      response.resume();
      resolve(true);
    }).on('error', () => {
      resolve(false);
    });
  });

describe('the demo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'onward-demo-test-'));
  // A person's own settings; none of them may reach the demo's commands.
  const own = { ONWARD_STORE: '/nowhere', ONWARD_FORMAT: 'json', ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIofAPerson' };
  let played: Played;
  beforeAll(async () => {
    played = await play(['--executor', 'direct'], { TMPDIR: folder, NO_COLOR: '1', ...own });
  }, 120_000);
  afterAll(() => {
    endFolder(folder);
  });

  it('ends well, with one migration received by a cloud that saw two processes', () => {
    expect(played.out).toContain('\nMigrateCluster received: 1\n');
    expect(played.err).toMatch(/^exit 0 \(done\)  next: rm -r .*onward-demo-\w+ /);
    expect(played.code).toBe(0);
  });

  it('shows a blocked plan, its way out, the point of no return, a park, a kill, a refusal and an end, in this order', () => {
    const marks = [
      '$ onward twin --world world.yaml',
      'BLOCKED  AckCluster/prod-hangzhou',
      'exit 5 (blocked)',
      '+     - code: ACK104',
      'READY  AckCluster/prod-hangzhou',
      'POINT OF NO RETURN',
      'exit 0 (done)  next: onward apply plan.json',
      'exit 9 (parked)',
      '$ onward resume --approve ',
      'SENT ONCE',
      'Killed (SIGKILL to the whole process group)',
      '$ onward status',
      'in flight: state=running',
      'exit 6 (stale)',
      'ended: done, exit 0',
      '$ onward drift cluster.yaml\n[no output, exit 0]',
      'CS  MigrateCluster  200',
    ];
    const places = marks.map((mark, index) =>
      played.out.indexOf(mark, index === 0 ? 0 : played.out.indexOf(marks[index - 1] ?? '')),
    );
    expect(marks.filter((_, index) => places[index] === -1)).toEqual([]);
    expect(places).toEqual([...places].sort((left, right) => left - right));
  });

  it('can be read at 80 columns without colours', () => {
    expect(played.out).not.toContain('\u001b');
    const wide = played.out.split('\n').filter((line) => line.length > 80 && !line.includes(folder));
    expect(wide).toEqual([]);
  });

  it('leaves the one folder that it names, and no cloud', async () => {
    const left = readdirSync(folder).filter((name) => name.startsWith('onward-demo-'));
    expect(left).toHaveLength(1);
    expect(played.out).toContain(join(folder, left[0] ?? '?'));
    const endpoint = /ONWARD_ENDPOINT=(\S+)/.exec(played.out)?.[1] ?? '';
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await answers(endpoint)).toBe(false);
  });

  it('takes nothing in the place of an engine that was asked for and is not there', async () => {
    const env = { TMPDIR: folder, ONWARD_PULUMI: join(folder, 'no-engine') };
    const { code, out, err } = await play(['--executor', 'pulumi'], env);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('ENG001');
    expect(err).toContain('npm run engine');
  });
});
