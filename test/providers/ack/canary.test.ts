import { describe, expect, it } from 'vitest';
import { callOf, canaries, desiredFor, driverAt } from './settings.ts';
import { scriptCloud, type Script } from './scripted-cloud.ts';
import { clusterId, clusterScript, kubernetesScript, pro, routes, task } from './scripted-cluster.ts';

const desired = desiredFor({ clusterId });
const at = '2026-11-22T01:00:00Z';
const fence = { nonce: 'n', date: at };

/** A cloud that repeats in every error what it was sent. */
const echo =
  (code: string): Script[string] =>
  ({ headers }) => ({
    status: 400,
    body: {
      code,
      message: `got ${String(headers['x-acs-security-token'])} and ${canaries.secret}`,
    },
  });

const everything = async (script: Script): Promise<string> => {
  const cloud = await scriptCloud(script);
  const driver = driverAt(cloud.url);
  const calls = ['ack.precheck/1', 'ack.migrate/1', 'ack.prove/1'].map((name) => callOf(name, desired, { facts: {} }));
  const said: unknown[] = [...(await driver.observe([desired], { journey: true })).values()];
  for (const call of calls) {
    said.push(
      await driver.probe(call),
      await driver.probe(call, { at }),
      await driver.probe(call, { at, task: 'T-1' }),
    );
    said.push(await driver.perform(call, fence));
  }
  return JSON.stringify(said);
};

const quiet = (text: string): void => {
  for (const canary of Object.values(canaries)) expect(text).not.toContain(canary);
};

describe('no secret leaves memory', () => {
  it('not when all goes well', async () => {
    const api = await scriptCloud(kubernetesScript());
    const text = await everything(clusterScript({ cluster: pro, tasks: [task('success', at)], server: api.url }));
    expect(text).toContain('"is":"done"');
    quiet(text);
  });

  it.each([
    { reason: 'of the key', code: 'SignatureDoesNotMatch' },
    { reason: 'of permission', code: 'StatusForbidden' },
    { reason: 'nobody knows', code: 'Odd' },
    { reason: 'of the token', code: 'InvalidSecurityToken.Expired' },
    { reason: 'called by the token itself', code: `Odd.${canaries.token}` },
  ])('not when the cloud repeats them in an error $reason', async ({ code }) => {
    const lines = [routes.tasks, routes.checks, routes.detail, routes.kubeconfig, routes.migrate, routes.runCheck];
    quiet(await everything({ ...clusterScript(), ...Object.fromEntries(lines.map((line) => [line, echo(code)])) }));
    quiet(await everything({ ...clusterScript(), 'POST /': echo(code) }));
  });

  it('not when the API server repeats its bearer', async () => {
    const api = await scriptCloud({
      'GET /readyz': ({ headers }) => ({ status: 403, body: { message: `bad ${String(headers.authorization)}` } }),
    });
    const text = await everything(clusterScript({ server: api.url }));
    expect(text).toContain('HTTP 403: bad Bearer [secret]');
    quiet(text);
  });

  it('not when Container Service repeats a bearer that it issued', async () => {
    const api = await scriptCloud(kubernetesScript());
    const cloud = await scriptCloud({
      ...clusterScript({ server: api.url }),
      [routes.migrate]: { status: 400, body: { code: 'Odd', message: `was ${canaries.bearer}` } },
    });
    const driver = driverAt(cloud.url);
    await driver.observe([desired], { journey: true });
    expect(await driver.perform(callOf('ack.migrate/1', desired), fence)).toMatchObject({
      why: '400 Odd: was [secret]',
    });
  });

  it('not when a kubeconfig is not one', async () => {
    const config = { body: { config: `token: ${canaries.bearer}\n{`, expiration: '' } };
    quiet(await everything({ ...clusterScript({ cluster: pro }), [routes.kubeconfig]: config }));
  });
});
