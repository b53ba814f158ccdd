import type { Credentials, User } from './credentials.ts';

/** How a kubeconfig proves who its user is. Managed clusters mostly hand out certificates. */
export type Proof = 'certificate' | 'token';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const userBlock = (credentials: Credentials, user: User, proof: Proof): object => {
  if (proof === 'token') return { token: credentials.tokenOf(user) };
  const { certificate, key } = credentials.certificateOf(user);
  return { 'client-certificate-data': base64(certificate), 'client-key-data': base64(key) };
};

/** The text of a kubeconfig with everything in it; JSON is YAML. */
export const kubeconfigText = (url: string, credentials: Credentials, as: { user: User; proof: Proof }): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    contexts: [{ name: 'test', context: { cluster: 'test', user: as.user } }],
    clusters: [{ name: 'test', cluster: { server: url, 'certificate-authority-data': base64(credentials.ca) } }],
    users: [{ name: as.user, user: userBlock(credentials, as.user, as.proof) }],
  });
