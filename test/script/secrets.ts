import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { secretMark } from '../../src/twin/secret-mark.ts';
import { canaries } from '../canaries/canaries.ts';
import type { Ended } from './cli.ts';
import { eventually } from './eventually.ts';
import { slowly } from './parked.ts';
import { recordAnswers } from './recording-proxy.ts';
import { scene, type ExecutorUnderTest, type Scene } from './scene.ts';

/** What a secret looks like wherever it is written. */
const disguises = (secret: string): readonly string[] => [
  secret,
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('hex'),
];

/** The tokens that kubeconfigs of the cloud held, found in its answers. */
const kubeTokens = (answers: readonly string[]): readonly string[] => [
  ...new Set(
    answers.flatMap((answer) => [...answer.matchAll(/token: ?\\?"?([\w.-]{16,})/g)].map(([, token]) => token ?? '')),
  ),
];

/** Every file below the scene but the world, which holds the canaries because it is the cloud. */
const files = (here: Scene): readonly string[] =>
  readdirSync(dirname(here.folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'world.yaml')
    .map((entry) => join(entry.parentPath, entry.name));

/** One whole way with everything that may go wrong on it; answers all that was printed. */
const wholeWay = async (here: Scene): Promise<readonly Ended[]> => {
  const said: Ended[] = [];
  const run = async (...args: readonly string[]): Promise<Ended> => {
    const ended = await here.onward(args);
    said.push(ended);
    return ended;
  };
  for (const format of ['text', 'markdown', 'html', 'json'])
    await run('plan', 'prod.yaml', '-o', 'plan.json', '--format', format);
  const { yes, alias } = here.planned();
  await run('apply', 'plan.json');
  const refuse = { status: 403, code: 'Forbidden.RAM' };
  await here.twin.spoil({ match: { action: 'DescribeClusterDetail' }, effect: { refuse }, times: 10 });
  await run('resume', alias, '--approve', yes);
  await run('status', alias);
  await here.twin.heal();
  const first = here.start(['resume', alias, '--approve', yes]);
  await eventually(() => first.stderr().includes('current_stage='), 'the migration is seen');
  first.killGroup('SIGKILL');
  said.push(await first.ended);
  await run('status', alias, '--format', 'json');
  await run('settle', alias, '--step', 'prod-hangzhou/migrate', '--as', 'not-sent', '--evidence', 'looked');
  await here.twin.advance(slowly.whole);
  expect(await run('resume', alias)).toMatchObject({ exit: 0 });
  expect(await run('drift', 'prod.yaml')).toMatchObject({ exit: 0 });
  return said;
};

export const secrets = (executor: ExecutorUnderTest, more: (work: string) => void = () => undefined): void => {
  describe(`secrets, executor ${executor.name}`, () => {
    it('leave memory nowhere on the whole way, over a kill and a resume', async () => {
      const before = await scene({ executor, world: slowly.world, speed: slowly.speed });
      const recording = await recordAnswers(before.twin.url);
      const work = before.path('kept work');
      const env = { ...before.env, ONWARD_ENDPOINT: recording.url, ONWARD_PULUMI_WORK: work, ONWARD_DEBUG: '1' };
      const here: Scene = {
        ...before,
        onward: (args, how) => before.onward(args, { env, ...how }),
        start: (args, how) => before.start(args, { env, ...how }),
      };
      const said = await wholeWay(here);
      const tokens = kubeTokens(recording.answers());
      expect(tokens.length).toBeGreaterThan(0);
      expect(tokens.filter((token) => !token.startsWith(secretMark))).toEqual([]);
      const secret = [canaries.accessKeySecret, canaries.securityToken, ...tokens].flatMap(disguises);

      const found = files(here);
      expect(found.some((path) => path.endsWith('plan.json'))).toBe(true);
      expect(found.filter((path) => path.includes('journal.')).length).toBeGreaterThan(1);
      const leaks = [
        ...found.map((path) => ({ where: path, text: readFileSync(path, 'latin1') })),
        ...said.map(({ stdout, stderr }, index) => ({ where: `output ${index}`, text: stdout + stderr })),
      ].filter(({ text }) => secret.some((one) => text.includes(one)));
      expect(leaks.map(({ where }) => where)).toEqual([]);
      more(work);
    });
  });
};
