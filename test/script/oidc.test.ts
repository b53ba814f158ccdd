import { describe, expect, it } from 'vitest';
import { jobOf, policyOf, subjects, trustingWorld } from './oidc.ts';
import { scene, underAnotherCloud, type Scene, type SceneStart } from './scene.ts';

/** The scene of a project whose pipeline has two roles, with what `doctor --policy` writes for them, and no key. */
const trusting = async (how: Partial<SceneStart> = {}, cluster: object = {}): Promise<Scene> => {
  const first = await scene();
  const world = trustingWorld({ plan: await policyOf(first, 'plan'), apply: await policyOf(first, 'apply') }, cluster);
  return underAnotherCloud(first, { world, ...how });
};

/** What was written, and how each was answered. */
const writesIn = async ({ twin }: Scene): Promise<readonly string[]> =>
  (await twin.calls()).filter(({ kind }) => kind === 'write').map(({ action, status }) => `${action} ${status}`);

const plan = ['plan', 'prod.yaml', '-o', 'plan.json'] as const;

describe.each([{ tls: false }, { tls: true }])('two roles by OIDC, tls $tls', ({ tls }) => {
  it('plan in a pull request, are refused a write there, and apply in the protected environment', async () => {
    const here = await trusting({ tls });
    expect(here.twin.url.startsWith(tls ? 'https:' : 'http:')).toBe(true);
    const pull = await jobOf(here, subjects.pullRequest, 'plan');
    expect(await here.onward(plan, { env: pull.env })).toMatchObject({ exit: 0 });
    expect(pull.given()).toBe(1);
    const { yes } = here.planned();

    const tried = await here.onward(['apply', 'plan.json', '--approve', yes], { env: pull.env });
    expect(tried).toMatchObject({ exit: 4, stderr: expect.stringContaining('CRD006') as string });
    expect(tried.stderr).toContain('cs:RunClusterCheck');
    expect(await writesIn(here)).toEqual(['RunClusterCheck 403']);

    // The same decision, for whichever role plans it.
    const main = await jobOf(here, subjects.main, 'plan');
    expect(await here.onward(plan, { env: main.env })).toMatchObject({ exit: 0 });
    expect(here.planned().yes).toBe(yes);

    const production = await jobOf(here, subjects.production, 'apply');
    const applied = await here.onward(['apply', 'plan.json', '--approve', yes], { env: production.env });
    expect(applied).toMatchObject({ exit: 0 });
    expect(await writesIn(here)).toEqual(['RunClusterCheck 403', 'RunClusterCheck 200', 'MigrateCluster 200']);
    for (const { stdout, stderr } of [tried, applied]) expect(stdout + stderr).not.toContain('runner-canary');
  });
});

describe('a role', () => {
  it.each([
    { reason: 'that applies, to a pull request', subject: subjects.pullRequest, role: 'apply' },
    { reason: 'that applies, to main without its environment', subject: subjects.main, role: 'apply' },
    { reason: 'that plans, to another repository', subject: 'repo:mallory/fleet:pull_request', role: 'plan' },
  ] as const)('is not lent $reason', async ({ subject, role }) => {
    const here = await trusting();
    const job = await jobOf(here, subject, role);
    const planned = await here.onward(plan, { env: job.env });
    expect(planned).toMatchObject({ exit: 4, stderr: expect.stringContaining('CRD015') as string });
    const asked = await here.twin.calls();
    expect([...new Set(asked.map(({ action, status }) => `${action} ${status}`))]).toEqual(['AssumeRoleWithOIDC 401']);
  });

  it.each([
    { reason: 'the token service refuses', spoil: { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'wrong' }, code: 'CRD014' },
    { reason: 'its token file is not there', spoil: { ALIBABA_CLOUD_OIDC_TOKEN_FILE: '/none' }, code: 'CRD014' },
    { reason: 'the provider is not named', spoil: { ALIBABA_CLOUD_OIDC_PROVIDER_ARN: '' }, code: 'CRD016' },
    {
      reason: 'nothing gives a token',
      spoil: { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' },
      code: 'CRD016',
    },
    { reason: 'the role that applies is none', spoil: { ONWARD_APPLY_ROLE: 'acs:ram::1:user/eve' }, code: 'CRD017' },
  ])('is not assumed, and no other key is looked for, where $reason', async ({ spoil, code }) => {
    const here = await trusting();
    const { env } = await jobOf(here, subjects.pullRequest, 'plan');
    const { exit, stdout, stderr } = await here.onward(plan, { env: { ...env, ...spoil } });
    expect({ exit, said: stdout + stderr }).toMatchObject({ exit: 4, said: expect.stringContaining(code) as string });
    expect(await writesIn(here)).toEqual([]);
  });

  it('has new keys by itself before the old ones run out', async () => {
    // Keys last an hour; these two take longer together, each within what is waited for it.
    const here = await trusting({}, { checks: { minutes: 18 }, migrate: { minutes: 36 } });
    const job = await jobOf(here, subjects.production, 'apply');
    expect(await here.onward(plan, { env: job.env })).toMatchObject({ exit: 0 });
    const { yes } = here.planned();
    const applied = await here.onward(['apply', 'plan.json', '--approve', yes], { env: job.env });
    expect(applied).toMatchObject({ exit: 0 });
    // One for the plan, two for the run.
    expect(job.given()).toBe(3);
    expect(await writesIn(here)).toEqual(['RunClusterCheck 200', 'MigrateCluster 200']);
    expect((await here.twin.calls()).filter(({ status }) => status >= 400)).toEqual([]);
  });
});
