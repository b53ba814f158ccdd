import { describe, expect, it } from 'vitest';
import { planText } from '../../src/core/plan-text.ts';
import { parsePlan } from '../../src/app/read-plan.ts';
import { digestOf } from '../../src/core/decision.ts';
import type { Plan } from '../../src/core/plan.ts';
import { sha256 } from '../../src/store/ports.ts';
import { poolWalk } from '../run/pool-walk.ts';

const apart = ({ digest: was, ...made }: Plan) => ({ was, made });

const planIn = (timezone: string): string => {
  const window = {
    name: 'night',
    timezone: 'Asia/Shanghai',
    allow: [{ days: ['Sat' as const], from: '02:00', to: '05:00' }],
    onOverrun: 'finish' as const,
  };
  const { was, made } = apart(poolWalk({ commit: { window: 'night' }, windows: [window] }).plan);
  expect(was).toMatch(/^sha256:/);
  const steps = made.steps.map((step) =>
    step.type === 'gate' && step.window !== undefined ? { ...step, window: { ...step.window, timezone } } : step,
  );
  const plan = { ...made, steps };
  return planText({ ...plan, digest: digestOf(plan, sha256) } satisfies Plan);
};

describe('a plan file with a window', () => {
  it('is read where its time zone is known, and refused by name where it is not', () => {
    expect(parsePlan(planIn('Asia/Shanghai'), 'plan.json', { sha256 }).ok).toBe(true);
    expect(parsePlan(planIn('Mars/Olympus'), 'plan.json', { sha256 }).diagnostics).toMatchObject([
      { code: 'PLN031', summary: 'the time zone Mars/Olympus of window night is not known to this Node' },
    ]);
  });
});
