import { describe, expect, it } from 'vitest';
import { approvals, type RunOptions } from '../../src/app/run-options.ts';
import { isGate, type GateStep } from '../../src/core/step.ts';
import { came, poolScene, statesOf } from './pool-scene.ts';

/** A person at one terminal: what was asked, and how many questions stood there at the same time. */
const person = (words: readonly boolean[]) => {
  const asked: string[] = [];
  let standing = 0;
  let most = 0;
  const ask: NonNullable<RunOptions['ask']> = async (gate: GateStep, name) => {
    asked.push(`${gate.id} ${name}`);
    standing += 1;
    most = Math.max(most, standing);
    await new Promise((resolve) => setImmediate(resolve));
    standing -= 1;
    return words[asked.length - 1] ?? false;
  };
  return { ask, asked, most: () => most };
};

describe('two gates at one terminal', () => {
  it('are asked one after the other, and one word opens one of them', async () => {
    const here = poolScene();
    const file = await here.plan(['prod', 'zeta']);
    const { ask, asked } = person([true, false]);
    const applied = await here.apply(file, { ask });
    // Both are read at the same time, and whichever was read first is asked first.
    expect([...asked].sort()).toEqual(['prod/commit prod', 'zeta/commit zeta']);
    expect(came(applied)).toBe('open parked');
    const [yes, no] = asked.map((question) => question.split('/')[0] ?? '');
    expect(statesOf(applied)).toMatchObject({ [`${yes}/heat`]: 'done', [`${no}/commit`]: 'parked' });
    expect(here.cloud.sent).not.toContain(`${no}/heat`);
  });

  it('that are reached at the same moment stand there one at a time', async () => {
    const here = poolScene();
    const { plan } = await here.plan(['prod', 'zeta']);
    const { ask, most } = person([true, false]);
    const approval = approvals(here.options({ ask }), ({ id }) => id);
    expect(await Promise.all(plan.steps.filter(isGate).map(approval))).toEqual([{ by: 'ann', via: 'terminal' }, null]);
    expect(most()).toBe(1);
  });

  it('are both asked when the first question broke', async () => {
    const here = poolScene();
    const { plan } = await here.plan(['prod', 'zeta']);
    const [first, second] = plan.steps.filter(isGate);
    const { ask, asked } = person([true, true]);
    const breaks: typeof ask = async (gate, name) => {
      if ((await ask(gate, name)) && gate === first) throw new Error('the terminal went away');
      return true;
    };
    const approval = approvals(here.options({ ask: breaks }), ({ id }) => id);
    const answers = await Promise.allSettled([approval(first!), approval(second!)]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(asked).toEqual(['prod/commit prod/commit', 'zeta/commit zeta/commit']);
  });
});
