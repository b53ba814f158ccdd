import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endFolder } from '../canaries/search.ts';
import type { Ask } from '../conformance/kubernetes/api.ts';
import { auditPolicy, readAuditLog, type AuditEntry } from './audit-log.ts';
import { askThrough, type Door } from './client.ts';
import { makeCredentials, type Credentials, type User } from './credentials.ts';
import { kubeconfigText, type Proof } from './kubeconfig.ts';
import { kill, launch, letGo, untilReady } from './server-process.ts';
import { serverPath } from './server-path.ts';

/** A real kube-apiserver on loopback, with a store of its own and nothing in it. */
export interface KubernetesServer {
  readonly url: string;
  /** What it keeps: data, keys, logs. Gone after `stop`. */
  readonly folder: string;
  readonly doorOf: (user: User) => Door;
  readonly as: (user: User) => Ask;
  readonly kubeconfig: (user: User, proof: Proof) => string;
  /** What the server says was asked of it, by whom. */
  readonly audit: () => readonly AuditEntry[];
  /** Ends it as a power cut would. Its data stay. */
  readonly kill: () => Promise<void>;
  /** Starts it again after `kill`: same port, same data. */
  readonly restart: () => Promise<void>;
  /** Lets go of its leash, as the death of whoever started it would. */
  readonly letGo: () => Promise<void>;
  /** Ends it and removes all it wrote. */
  readonly stop: () => Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });

/** kube-apiserver's flags: loopback only, RBAC, and every request written down. */
const flags = (folder: string, port: number): readonly string[] => {
  const pki = (name: string): string => join(folder, 'pki', name);
  return [
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    '--endpoint-reconciler-type=none',
    `--tls-cert-file=${pki('server.crt')}`,
    `--tls-private-key-file=${pki('server.key')}`,
    `--client-ca-file=${pki('ca.crt')}`,
    `--token-auth-file=${pki('tokens.csv')}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${pki('service-accounts.pub')}`,
    `--service-account-signing-key-file=${pki('service-accounts.key')}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    '--authorization-mode=RBAC',
    // Nobody makes the default account that it would demand of every pod.
    '--disable-admission-plugins=ServiceAccount',
    '--allow-privileged=true',
    '--profiling=false',
    `--audit-policy-file=${join(folder, 'audit-policy.yaml')}`,
    `--audit-log-path=${join(folder, 'audit.log')}`,
  ];
};

/** Writes the kubeconfig by which the server's own controller comes in. */
const controllerFor = (folder: string, url: string, credentials: Credentials): string => {
  const file = join(folder, 'controller.kubeconfig');
  const text = kubeconfigText(url, credentials, { user: 'controller', proof: 'token' });
  writeFileSync(file, text, { mode: 0o600 });
  return file;
};

/** Starts a server and waits until it is ready: 3 s alone, up to 60 s on a busy machine. Takes 310 MB of memory, 125 MB of disk; `more` flags. */
export const startServer = async (...more: readonly string[]): Promise<KubernetesServer> => {
  const binary = serverPath();
  const folder = mkdtempSync(join(tmpdir(), 'onward-kubernetes-'));
  // A run that is ended in the middle stops nothing.
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const log = join(folder, 'server.log');
  const credentials = makeCredentials(binary, join(folder, 'pki'));
  writeFileSync(join(folder, 'audit-policy.yaml'), auditPolicy);
  const args = [
    'serve',
    join(folder, 'etcd'),
    controllerFor(folder, url, credentials),
    ...flags(folder, port),
    ...more,
  ];
  let running = launch(binary, args, log);
  const ready = (): Promise<void> => untilReady(running, { url, ca: credentials.ca, log });
  const stop = async (): Promise<void> => {
    await kill(running);
    endFolder(folder);
  };
  await ready().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const doorOf = (user: User): Door => ({ url, ca: credentials.ca, token: credentials.tokenOf(user) });
  return {
    url,
    folder,
    doorOf,
    as: (user) => askThrough(doorOf(user)),
    kubeconfig: (user, proof) => kubeconfigText(url, credentials, { user, proof }),
    audit: () => readAuditLog(join(folder, 'audit.log')),
    kill: () => kill(running),
    restart: () => {
      running = launch(binary, args, log);
      return ready();
    },
    letGo: () => letGo(running),
    stop,
  };
};
