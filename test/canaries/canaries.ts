import { secretMark } from '../../src/twin/secret-mark.ts';

/** A secret of a test. It begins as those do that the twin makes up, so that one search finds all of them. */
const canary = (what: string): string => `${secretMark}${what}-5f0c2e91`;

/** All that is secret around a process under test, one value for each kind, so that a finding says what leaked. */
export const canaries = {
  accessKeySecret: canary('access-key-secret'),
  securityToken: canary('security-token'),
  wrongSecret: canary('wrong-secret'),
  centerPassword: canary('center-password'),
  centerKey: canary('center-key'),
  bearer: canary('bearer'),
  forgeToken: canary('forge-token'),
  jobToken: canary('job-token'),
  idToken: canary('id-token'),
  runnerToken: canary('runner-token'),
  webhook: canary('webhook'),
  webhookSecret: canary('webhook-secret'),
  passphrase: canary('passphrase'),
} as const;

/** The account of a world whose one key has a token. */
export const canaryAccount = {
  accessKeys: [{ id: 'LTAItwin', secret: canaries.accessKeySecret, securityToken: canaries.securityToken }],
};
