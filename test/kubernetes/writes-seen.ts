import { nodeNamed, pathOf } from '../conformance/kubernetes/objects.ts';
import type { AuditEntry } from './audit-log.ts';
import { eventually } from './eventually.ts';
import type { KubernetesServer } from './server.ts';

const ours = new Set(['onward', 'guest']);
const reads = new Set(['get', 'list', 'watch']);

/** A review is a creation in form and changes nothing. */
const isWrite = ({ user, verb, uri }: AuditEntry): boolean =>
  ours.has(user) && !reads.has(verb) && !uri.startsWith('/apis/authorization.k8s.io/');

/** What the server's own log says that the product wrote since the last look: `verb path code`, in the order of its answers. */
export const writesSeen = (server: KubernetesServer): (() => Promise<readonly string[]>) => {
  let looked = 0;
  return async () => {
    // The log is written after an answer: a request of ours that is in it stands behind all that went before.
    const mark = `${pathOf(nodeNamed('mark'))}-${looked}-${Date.now()}`;
    await server.as('admin')('GET', mark);
    await eventually(() => Promise.resolve(server.audit().some(({ uri }) => uri === mark)), 'the log is written');
    const all = server.audit();
    const fresh = all.slice(looked).filter(isWrite);
    looked = all.length;
    return fresh.map(({ verb, uri, code }) => `${verb} ${uri} ${code}`);
  };
};
