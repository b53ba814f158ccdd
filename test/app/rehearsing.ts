import { planText } from '../../src/core/plan-text.ts';
import type { Chaos } from '../../src/app/rehearse/chaos.ts';
import { rehearse, type Rehearsed } from '../../src/app/rehearse/rehearse.ts';
import { kinds } from '../../src/app/surroundings.ts';
import type { Result } from '../../src/core/diagnostic.ts';
import type { Kind } from '../../src/core/kind.ts';
import type { Plan } from '../../src/core/plan.ts';
import { goldenHost } from '../golden/golden-host.ts';
import { makeGolden } from '../golden/make-golden.ts';

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

interface Asked {
  readonly chaos?: Chaos;
  readonly known?: readonly Kind[];
  readonly mostAwaits?: number;
}

export const rehearsed = (plan: Plan, { chaos, known = kinds, mostAwaits }: Asked = {}): Promise<Result<Rehearsed>> =>
  rehearse({ plan, text: planText(plan) }, known, {
    host: goldenHost('/', { env: {}, wall: 0 }),
    turn,
    chaos: chaos ?? null,
    onLife: () => undefined,
    ...(mostAwaits === undefined ? {} : { mostAwaits }),
  });

export const wellRehearsed = async (scenario: string, asked: Asked = {}): Promise<Rehearsed> => {
  const { plan } = await makeGolden(scenario);
  const result = await rehearsed(plan, asked);
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.value;
};
