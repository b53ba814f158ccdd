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

const freezes: Readonly<Record<string, Meddling>> = {
  'before its last look at the lock': { freezeAfter: 'erp-db/migrate' },
  'in the middle of that look': { freezeInLook: 'erp-db/migrate' },
  'after it, with its request in hand': { freezeAt: `/${across}` },
};

describe('a runner that was frozen before the call that moves a machine, taken over, and woken after the move', () => {
  it('sends nothing, and says who has the run, wherever it was frozen', async () => {
    // Side by side, since each of them waits for 45 s of real time.
    const all = Object.entries(freezes).map(async ([when, freeze]) => ({ when, ...(await wokenAfterTheMove(freeze)) }));
    for (const { when, here, woken } of await Promise.all(all)) {
      expect(
        (await here.twin.callsOf(across)).map(({ status }) => status),
        when,
      ).toEqual([200]);
      expect(await accepted(here), when).toBe(1);
      expect(woken, when).toMatchObject({ exit: 7 });
      expect(woken.stderr).toMatch(/RUN011 erp-db\/migrate: fenced: another runner took over/);
      expect(await here.onward(nextCommand(lastLine(woken)))).toMatchObject({ exit: 0 });
    }
  }, 180_000);
});
