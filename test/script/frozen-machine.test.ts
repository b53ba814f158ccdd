import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { accepted, planned } from './machines.ts';
import { frozen, meddled, nextCommand, type Meddling } from './meddled.ts';
import { direct } from './scene.ts';

const across = 'migrate-vm-across-cluster';

/** Powered off, so that the center would move its source a second time without a question: nothing in this API makes a request die. */
const cold = { spec: ['maxDowntime: whole'], machine: { status: 'STOPPED' } };

/** Frozen on another machine before it sends, taken over after 45 s of real time, and woken when the machine has moved. */
const wokenAfterTheMove = async (freeze: Meddling) => {
  const { here, yes, alias } = await planned(direct, cold);
  expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
  const env = meddled(here, { host: 'runner-1', ...freeze });
  const first = here.start(['resume', alias, '--approve', yes], { env });
  await frozen(first);
  // Nobody knows what became of the call, and nobody sends it again before a person says that it was not sent.
  const second = await here.onward(['resume', alias, '--take-over']);
  expect(second).toMatchObject({ exit: 10 });
  expect(await here.onward(nextCommand(lastLine(second)))).toMatchObject({ exit: 0 });
  const said = ['--step', 'erp-db/migrate', '--as', 'not-sent', '--evidence', 'no task in the console'];
  expect(await here.onward(['settle', alias, ...said])).toMatchObject({ exit: 0 });
  expect(await here.onward(['resume', alias])).toMatchObject({ exit: 1 });
  expect(await here.onward(['plan', 'erp.yaml', '-o', 'next.json'])).toMatchObject({ exit: 0 });
  const next = here.planned('next.json').yes;
  expect(await here.onward(['apply', 'next.json', '--approve', next])).toMatchObject({ exit: 0 });
  first.kill('SIGCONT');
  return { here, woken: await first.ended };
};

describe('a runner that was frozen before the call that moves a machine, taken over, and woken after the move', () => {
  it.each([
    { freeze: { freezeAfter: 'erp-db/migrate' }, reason: 'before its last look at the lock' },
    { freeze: { freezeInLook: 'erp-db/migrate' }, reason: 'in the middle of that look' },
    { freeze: { freezeAt: `/${across}` }, reason: 'after it, with its request in hand' },
  ])(
    'sends nothing, and says who has the run: frozen $reason',
    async ({ freeze }) => {
      const { here, woken } = await wokenAfterTheMove(freeze);
      expect(woken).toMatchObject({ exit: 7 });
      expect(woken.stderr).toMatch(/RUN011 erp-db\/migrate: fenced: another runner took over/);
      expect((await here.twin.callsOf(across)).map(({ status }) => status)).toEqual([200]);
      expect(await accepted(here)).toBe(1);
      expect(await here.onward(nextCommand(lastLine(woken)))).toMatchObject({ exit: 0 });
    },
    150_000,
  );
});
