import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { canaries } from '../canaries/canaries.ts';
import { lastLine } from './cli.ts';
import { clusterId, document, scene, standardCluster, type SceneStart } from './scene.ts';
import type { Fault } from './twin.ts';

const always = 10_000;

const project = (account: string): string =>
  [
    'apiVersion: onward/v1',
    'kind: Project',
    'metadata: { name: ack }',
    `spec: { documents: [prod.yaml], accounts: [{ name: prod, id: "${account}" }] }`,
    '',
  ].join('\n');

const nowhere = `c${'9'.repeat(32)}`;

describe('a document that does not fit the cloud', () => {
  it.each([
    {
      text: document().replace(clusterId, nowhere),
      exit: 5,
      code: 'ACK101',
      says: nowhere,
      at: 'prod.yaml:5',
      reason: 'a cluster there is not',
    },
    {
      text: document().replace('cn-hangzhou', 'cn-beijing'),
      exit: 5,
      code: 'ACK101',
      says: 'cn-beijing',
      at: 'prod.yaml:6',
      reason: 'a wrong region',
    },
    {
      text: document().replace('pro\n', 'dedicated\n'),
      exit: 5,
      code: 'ACK102',
      says: 'dedicated',
      at: 'prod.yaml:7',
      reason: 'a way there is not',
    },
  ])('is told so by a check, exit $exit: $reason', async ({ text, exit, code, says, at }) => {
    const here = await scene();
    here.write('prod.yaml', text);
    const blocked = await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
    expect(blocked).toMatchObject({ exit });
    expect(blocked.stdout).toMatch(new RegExp(`^ *FAIL ${code} `, 'm'));
    expect(blocked.stdout).toContain(says);
    expect(blocked.stdout).toContain(at);
    expect(blocked.stdout).toContain('fix: ');
    expect(lastLine(blocked)).toBe(`exit 5 (blocked)  next: onward explain ${code}`);
    expect(await here.onward(['apply', 'plan.json'])).toMatchObject({
      exit: 5,
      stderr: expect.stringContaining('PLN006') as string,
    });
  });

  it('is not even read with the credentials of another account', async () => {
    const here = await scene();
    here.write('onward.yaml', project('9999999999999999'));
    here.write('prod.yaml', document('account: prod'));
    const blocked = await here.onward(['plan']);
    expect(blocked.stdout).toMatch(/^ *FAIL ACK100 /m);
    expect(blocked.stdout).toContain('1234567890123456');
    expect(blocked.stdout).toContain('9999999999999999');
    expect(blocked).toMatchObject({ exit: 5 });
    expect((await here.twin.calls()).map(({ action }) => action)).toEqual(['GetCallerIdentity']);
  });
});

describe('credentials that do not do', () => {
  const key = { id: 'LTAItwin', secret: canaries.accessKeySecret };
  it.each([
    {
      env: { ALIBABA_CLOUD_ACCESS_KEY_ID: '', ALIBABA_CLOUD_ACCESS_KEY_SECRET: '' },
      code: 'CRD001',
      reason: 'none at all',
    },
    { env: { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAInobody' }, code: 'CRD002', reason: 'a key nobody knows' },
    { env: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: canaries.wrongSecret }, code: 'CRD003', reason: 'a wrong secret' },
    {
      keys: [{ ...key, securityToken: canaries.securityToken, expired: true }],
      code: 'CRD004',
      reason: 'a token that has expired',
    },
    { fault: { status: 400, code: 'InvalidTimeStamp.Expired' }, code: 'CRD005', reason: 'a clock that is wrong' },
    { fault: { status: 403, code: 'Forbidden.RAM' }, code: 'CRD006', reason: 'no permission at all' },
  ])('end plan and drift with $code, exit 4: $reason', async ({ env = {}, keys, fault, code }) => {
    const world = { account: { accessKeys: keys ?? [key] }, ...standardCluster() };
    const here = await scene({ world, env });
    if (fault) await here.twin.spoil({ match: {}, effect: { refuse: fault }, times: always });
    for (const args of [
      ['plan', 'prod.yaml'],
      ['drift', 'prod.yaml'],
    ]) {
      const refused = await here.onward(args);
      expect(refused).toMatchObject({ exit: 4, stderr: expect.stringContaining(code) as string });
      expect(refused.stderr).toMatch(/^ +fix: \S/m);
      expect(refused.stdout + refused.stderr).not.toContain('wrong-secret');
      expect(lastLine(refused)).toMatch(/^exit 4 \(credentials\)/);
    }
  });

  it.each([
    { fault: { status: 403, code: 'Forbidden.RAM' }, exit: 4, code: 'CRD006', reason: 'one call is not permitted' },
    { fault: { status: 400, code: 'InvalidParameter' }, exit: 1, code: 'OBS007', reason: 'one call is refused' },
  ])('leave the plan incomplete, exit $exit, and never applied: $reason', async ({ fault, exit, code }) => {
    const here = await scene();
    await here.twin.spoil({ match: { action: 'DescribeClusterTasks' }, effect: { refuse: fault }, times: always });
    const plan = await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
    expect(plan).toMatchObject({ exit, stderr: expect.stringContaining(code) as string });
    expect(plan.stdout).toContain('UNKNOWN');
    expect(await here.onward(['apply', 'plan.json'])).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('PLN001') as string,
    });
  });
});

/** A port of loopback that nobody listens on. */
const closedPort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });

describe('a cloud that does not answer as it should', () => {
  it.each([
    { effect: { throttle: { retryAfterMs: 1 } }, code: 'OBS001', reason: 'it asks to slow down, always' },
    { effect: { drop: 'before' }, code: 'OBS002', reason: 'it cuts every connection' },
    { effect: { refuse: { status: 503, code: 'ServiceUnavailable' } }, code: 'OBS003', reason: 'it is out of order' },
    { effect: { empty200: {} }, code: 'OBS004', reason: 'it answers with nothing' },
  ])('ends plan with $code, exit 1: $reason', async ({ effect, code }) => {
    const here = await scene();
    await here.twin.spoil({ match: { product: 'CS' }, effect, times: always });
    const failed = await here.onward(['plan', 'prod.yaml']);
    expect(failed).toMatchObject({ exit: 1, stderr: expect.stringContaining(code) as string });
    expect(failed.stderr).toMatch(/^ +fix: \S/m);
  });

  it.each([
    { effect: { throttle: { retryAfterMs: 1 } }, reason: 'it asks to slow down once' },
    { effect: { drop: 'before' }, reason: 'it cuts one connection' },
    { effect: { html502: 'before' }, reason: 'a gateway answers once' },
  ] satisfies readonly (Pick<Fault, 'effect'> & { reason: string })[])(
    'is asked again: $reason',
    async ({ effect }) => {
      const here = await scene();
      await here.twin.spoil({ match: { action: 'DescribeClusterDetail' }, effect });
      expect(await here.onward(['plan', 'prod.yaml', '--detailed-exitcode'])).toMatchObject({ exit: 2 });
    },
  );

  it('and cannot be reached at all is given up soon, exit 1', { timeout: 60_000 }, async () => {
    const port = await closedPort();
    // At a cloud's own pace, not at a twin's.
    const env: SceneStart['env'] = { ONWARD_ENDPOINT: `http://127.0.0.1:${port}`, ONWARD_PACE: '1' };
    const here = await scene({ env });
    const at = performance.now();
    const failed = await here.onward(['plan', 'prod.yaml']);
    expect(failed).toMatchObject({ exit: 1, stderr: expect.stringContaining('OBS002') as string });
    expect(failed.stderr + failed.stdout).toContain(`127.0.0.1:${port}`);
    expect(performance.now() - at).toBeLessThan(30_000);
  });
});
