import { describe, expect, it } from 'vitest';
import { readKubeconfig } from '../../../../providers/ack/clients/kubeconfig.ts';
import { kubeconfigFor } from '../scripted-cluster.ts';

const server = 'https://192.168.0.251:6443';

describe('a kubeconfig from the cloud', () => {
  it('gives server and token', () => {
    expect(readKubeconfig(kubeconfigFor(server, 'token: t'))).toMatchObject({
      ok: true,
      access: { token: 't', ca: null, certificate: null },
    });
  });

  it('gives certificates as PEM', () => {
    const data = Buffer.from('PEM').toString('base64');
    const read = readKubeconfig(kubeconfigFor(server, `client-certificate-data: ${data}, client-key-data: ${data}`));
    expect(read).toMatchObject({ ok: true, access: { token: null, certificate: 'PEM', key: 'PEM' } });
  });

  it.each([
    { reason: 'it runs a program', text: kubeconfigFor(server, 'exec: {command: sh}') },
    { reason: 'it reads a file', text: kubeconfigFor(server, 'tokenFile: /etc/passwd') },
    { reason: 'it names a key by file', text: kubeconfigFor(server, 'token: t, client-key: /etc/keys/id') },
    { reason: 'it trusts anyone', text: kubeconfigFor(`${server}", insecure-skip-tls-verify: true, x: "`) },
    { reason: 'it goes through a proxy', text: kubeconfigFor(`${server}", proxy-url: "http://evil.test`) },
    { reason: 'it talks in clear', text: kubeconfigFor('http://192.168.0.251:6443') },
    { reason: 'it has no credentials', text: kubeconfigFor(server, 'username: canary') },
    { reason: 'its key has no certificate', text: kubeconfigFor(server, 'client-key-data: eA==') },
    { reason: 'it has no current context', text: 'apiVersion: v1' },
    { reason: 'it is a list', text: '- canary' },
    { reason: 'it is not YAML', text: '{canary' },
    {
      reason: 'it explodes',
      text: `a: &a [x,x]\n${'b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n'.repeat(1)}c: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]`,
    },
  ])('is refused, and not repeated: $reason', ({ text }) => {
    const read = readKubeconfig(text);
    expect(read.ok).toBe(false);
    expect(JSON.stringify(read)).not.toContain('canary');
  });
});
