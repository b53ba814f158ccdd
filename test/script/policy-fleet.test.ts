import { renameSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { approving, type Approving } from './approving.ts';
import { lastLine } from './cli.ts';
import { writes } from './parked.ts';
import { document } from './scene.ts';

const flat = (text: string): string => text.replace(/\s+/g, ' ');

const project = (...more: readonly string[]): string =>
  [
    'apiVersion: onward/v1',
    'kind: Project',
    'metadata: { name: all }',
    'spec:',
    '  documents: [prod.yaml]',
    '  approvals: { prepare: 0, oneWay: 0, policyFrom: main }',
    ...more.map((line) => `  ${line}`),
    '',
  ].join('\n');

const rules = {
  waves: 'waves: [{ name: canary, percent: 5, soak: 24h }, { name: rest }]',
  limits: 'limits: { parallel: 2, perRegion: 1 }',
  stopOn: 'stopOn: { failed: 1, ambiguous: 1 }',
};
const all = Object.values(rules);

/** A clone whose protected branch has these rules. */
const protectedBy = async (...more: readonly string[]): Promise<Approving> => {
  const scene = await approving();
  scene.protect({ 'onward.yaml': project(...more) });
  scene.commit({ 'onward.yaml': project(...more) });
  return scene;
};

interface PlanFile {
  readonly targets: readonly { readonly wave?: string; readonly limits?: readonly { of: string; atMost: number }[] }[];
  readonly waves?: readonly object[];
  readonly stopOn?: object;
}

const planned = async ({ here }: Approving): Promise<{ readonly text: string; readonly plan: PlanFile }> => {
  const { exit, stdout, stderr } = await here.onward(['plan', '-o', 'plan.json']);
  expect({ exit, stderr }).toMatchObject({ exit: 0 });
  return { text: flat(stdout), plan: JSON.parse(here.read('plan.json')) as PlanFile };
};

const kept = {
  targets: [
    {
      wave: 'canary',
      limits: [
        { of: 'targets', atMost: 2 },
        { of: 'targets in cn-hangzhou', atMost: 1 },
      ],
    },
  ],
  waves: [{ name: 'canary', soak: '24h' }, { name: 'rest' }],
  stopOn: { failed: 1, ambiguous: 1 },
};

describe('a change of how many targets move', () => {
  it.each([
    {
      reason: 'more may fail',
      to: [rules.waves, rules.limits, 'stopOn: { failed: 9, ambiguous: 1 }'],
      says: "Policy: this change alters stopOn.failed 1 -> 9; judged by main's 1",
    },
    {
      reason: 'more at a time',
      to: [rules.waves, 'limits: { parallel: 50 }', rules.stopOn],
      says: "Policy: this change alters limits.parallel 2 -> 50; judged by main's 2",
    },
    {
      reason: 'no rest',
      to: ['waves: [{ name: canary, percent: 5 }, { name: rest }]', rules.limits, rules.stopOn],
      says: "Policy: this change takes out wave.canary.soak 24h; judged by main's 24h",
    },
    {
      reason: 'all in the first wave',
      to: ['waves: [{ name: canary, percent: 100, soak: 24h }, { name: rest }]', rules.limits, rules.stopOn],
      says: "Policy: this change alters wave.canary.percent 5 -> 100; judged by main's 5",
    },
    {
      reason: 'another order',
      to: ['waves: [{ name: rest }, { name: canary, percent: 5, soak: 24h }]', rules.limits, rules.stopOn],
      says: 'Policy: this change alters waves ["canary","rest"] -> ["rest","canary"]',
    },
    { reason: 'none of it', to: [], says: 'Policy: this change takes out stopOn.failed 1' },
  ])('is judged by the protected branch, and that is said first: $reason', async ({ to, says }) => {
    const scene = await protectedBy(...all);
    scene.commit({ 'onward.yaml': project(...to) });
    const { text, plan } = await planned(scene);
    expect(text).toContain(says);
    expect(text.startsWith('Policy: this change')).toBe(true);
    expect(plan).toMatchObject(kept);
  });

  it('is silent where it changes nothing of it', async () => {
    const { text, plan } = await planned(await protectedBy(...all));
    expect(text).not.toContain('Policy:');
    expect(plan).toMatchObject(kept);
  });

  it('that is stricter counts once it is on the protected branch', async () => {
    const scene = await protectedBy();
    scene.commit({ 'onward.yaml': project(...all) });
    const before = await planned(scene);
    expect(before.text).toContain('this change adds stopOn.failed 1; judged by main, which has none');
    expect(before.plan).not.toHaveProperty('waves');
    scene.protect({ 'onward.yaml': project(...all) });
    expect((await planned(scene)).plan).toMatchObject(kept);
  });

  it('does not get around waves by shards', async () => {
    const scene = await protectedBy(...all);
    scene.commit({ 'onward.yaml': project() });
    const refused = await scene.here.onward(['plan', '--shard', '1/2']);
    expect(refused).toMatchObject({ exit: 3, stdout: '' });
    expect(refused.stderr).toContain('PLN037');
  });

  it('leaves the labels by which a wave takes its targets with the documents', async () => {
    const byLabel = 'waves: [{ name: canary, selector: { matchLabels: { wave: canary } }, soak: 24h }, { name: rest }]';
    const scene = await protectedBy(byLabel);
    expect((await planned(scene)).plan.targets).toMatchObject([{ wave: 'rest' }]);
    scene.commit({ 'prod.yaml': document().replace('prod-hangzhou }', 'prod-hangzhou, labels: { wave: canary } }') });
    const { text, plan } = await planned(scene);
    expect(plan.targets).toMatchObject([{ wave: 'canary' }]);
    expect(text).not.toContain('Policy:');
  });
});

describe('rules that moved on the protected branch since the plan was made', () => {
  it.each([
    { to: [rules.waves, rules.limits, 'stopOn: { failed: 2, ambiguous: 1 }'], says: 'stopOn.failed 1 -> 2' },
    { to: [rules.waves, 'limits: { parallel: 3, perRegion: 1 }', rules.stopOn], says: 'limits.parallel 2 -> 3' },
    {
      to: ['waves: [{ name: canary, percent: 5, soak: 1h }, { name: rest }]', rules.limits, rules.stopOn],
      says: 'wave.canary.soak 24h -> 1h',
    },
    { to: [], says: 'stopOn.failed 1 -> nothing' },
  ])('refuse the plan before anything is sent: $says', async ({ to, says }) => {
    const scene = await protectedBy(...all);
    await planned(scene);
    scene.protect({ 'onward.yaml': project(...to) });
    const refused = await scene.here.onward(['apply', 'plan.json']);
    expect(refused).toMatchObject({ exit: 11 });
    expect(flat(refused.stderr)).toContain(`PLN027 the policy moved since the plan was made: ${says}`);
    expect(await writes(scene.here)).toEqual([]);
  });

  it('do not hold up a run that had begun', async () => {
    const scene = await protectedBy(...all);
    await planned(scene);
    const { here, protect } = scene;
    expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
    protect({ 'onward.yaml': project(rules.waves, rules.limits, 'stopOn: { failed: 2, ambiguous: 1 }') });
    const resumed = await here.onward(['resume', '--approve', here.planned().yes]);
    expect(lastLine(resumed)).toMatch(/^exit 0 \(done\)/);
  });

  it('refuse a plan that was made without the project', async () => {
    const scene = await protectedBy(...all);
    const { here } = scene;
    renameSync(here.path('onward.yaml'), here.path('away.yaml'));
    expect(await here.onward(['plan', 'prod.yaml', '-o', 'plan.json'])).toMatchObject({ exit: 0 });
    renameSync(here.path('away.yaml'), here.path('onward.yaml'));
    const refused = await here.onward(['apply', 'plan.json', '--approve', here.planned().yes]);
    expect(refused).toMatchObject({ exit: 11 });
    expect(flat(refused.stderr)).toContain('PLN027 the policy moved since the plan was made: ');
    expect(await writes(here)).toEqual([]);
  });
});
