import { it } from 'vitest';
import { rehearse } from '../../src/app/rehearse/rehearse.ts';
import { kinds } from '../../src/app/surroundings.ts';
import { planText } from '../../src/app/plan-text.ts';
import { goldenHost } from '../golden/golden-host.ts';
import { makeGolden } from '../golden/make-golden.ts';
it.each([process.env['S'] ?? 'vm-set'])('%s', async (s) => {
  const { plan } = await makeGolden(s);
  const host = goldenHost('/', { env: {}, wall: 0 });
  const t = performance.now();
  const r = await rehearse({ plan, text: planText(plan) }, kinds, { host, turn: () => new Promise((k) => setImmediate(k)), chaos: process.env['N'] ? { lives: Number(process.env['N']), seed: 1, life: null } : null, onLife: () => undefined });
  console.log(s, Math.round(performance.now() - t), JSON.stringify(r.ok ? { ...r.value.model, exit: r.value.exit, assumed: undefined } : r.diagnostics, null, 1));
}, 600000);
