import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { canaries } from '../canaries/canaries.ts';
import { rsaIssuer, tokenOf } from '../twin/id-tokens.ts';
import { standardCluster, type Scene } from './scene.ts';

const account = '1234567890123456';
const forge = 'https://token.actions.githubusercontent.com';
const issuer = rsaIssuer();

const roleArn = (name: string): string => `acs:ram::${account}:role/${name}`;

/** What a pipeline's documentation tells the user to copy, with the user's own names in it. */
const trustOf = (name: string): unknown =>
  JSON.parse(
    readFileSync(`ci/trust/github-${name}-role.json`, 'utf8')
      .replaceAll('OWNER/REPOSITORY', 'acme/fleet')
      .replaceAll('ACCOUNT_ID', account),
  );

/** The subjects of jobs, as GitHub writes them. */
export const subjects = {
  pullRequest: 'repo:acme/fleet:pull_request',
  main: 'repo:acme/fleet:ref:refs/heads/main',
  production: 'repo:acme/fleet:environment:production',
} as const;

const roleOf = (name: 'plan' | 'apply', document: unknown) => ({
  name: `onward-${name}`,
  trust: trustOf(name),
  policies: [{ name: `onward-${name}`, document }],
});

/** A world whose roles trust GitHub's tokens as ci/trust says, and may do what these policies say. */
export const trustingWorld = (policies: Readonly<Record<'plan' | 'apply', unknown>>, cluster: object = {}) => ({
  ...standardCluster({ ...cluster }),
  ram: {
    enforce: true,
    oidcProviders: [{ name: 'github', issuer: forge, clientIds: ['sts.aliyuncs.com'], keys: [issuer.jwk] }],
    roles: [roleOf('plan', policies.plan), roleOf('apply', policies.apply)],
  },
});

/** What `onward doctor --policy` writes for this scene's document. */
export const policyOf = async ({ onward, path, read }: Scene, role: 'plan' | 'apply'): Promise<unknown> => {
  mkdirSync(path(`${role}-policy`));
  const { exit, stderr } = await onward(['doctor', '--policy', role, 'prod.yaml', '-o', `${role}-policy`]);
  if (exit !== 0) throw new Error(stderr);
  return JSON.parse(read(`${role}-policy/ram-policy.json`));
};

/** One job: its subject, and what it may ask GitHub's token service for. */
export interface Job {
  readonly env: Readonly<Record<string, string>>;
  /** How many tokens it was given. */
  readonly given: () => number;
}

/** GitHub's token service, on loopback, for a job of this subject; tokens live five minutes of the cloud's time. */
export const jobOf = async ({ env: known, twin }: Scene, subject: string, role: 'plan' | 'apply'): Promise<Job> => {
  // No key: whoever runs this has a token alone.
  const env = Object.fromEntries(
    Object.entries(known).filter(([name]) => !name.startsWith('ALIBABA_CLOUD_ACCESS_KEY')),
  );
  let given = 0;
  const server = createServer((request, response) => {
    const audience = new URL(request.url ?? '', 'http://forge').searchParams.get('audience');
    if (request.headers.authorization !== `Bearer ${canaries.runnerToken}`)
      return void response.writeHead(401).end('{}');
    void twin.now().then((now) => {
      const second = Math.floor(Date.parse(now) / 1000);
      const claims = {
        iss: forge,
        sub: subject,
        aud: audience,
        jti: canaries.idToken,
        iat: second - 60,
        exp: second + 240,
      };
      given += 1;
      response.end(JSON.stringify({ value: tokenOf(issuer, claims) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    given: () => given,
    env: {
      ...env,
      ALIBABA_CLOUD_ROLE_ARN: roleArn(`onward-${role}`),
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: `acs:ram::${account}:oidc-provider/github`,
      ONWARD_APPLY_ROLE: roleArn('onward-apply'),
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: canaries.runnerToken,
    },
  };
};
