import type { Acl, Backend, LoadBalancer, TcpListener } from '../../clients/slb-answers.ts';
import type { BalancedFact, ListenerFact, PublicSlbFact, SlbFact } from '../fact-shapes.ts';

/** A TCP listener with the list that guards it, and the servers of its own group where it has one. */
export interface ListenerParts {
  readonly listener: TcpListener;
  readonly acls: readonly Acl[];
  /** null: the load balancer's default group serves. */
  readonly group: readonly Backend[] | null;
}

const aclOf = ({ listener, acls }: ListenerParts): ListenerFact['acl'] => {
  if (listener.aclStatus !== 'on') return null;
  const type = listener.aclType === 'white' || listener.aclType === 'black' ? listener.aclType : '';
  return { type, entries: acls.reduce((sum, { entries, total }) => sum + (total ?? entries.length), 0) };
};

const isTcp = (protocol: string): boolean => protocol.toLowerCase() === 'tcp';

/** Ports of the TCP listeners, whose details are asked for. */
export const tcpPorts = ({ listeners }: LoadBalancer): readonly number[] =>
  (listeners ?? []).flatMap(({ port, protocol }) => (isTcp(protocol) && port !== null ? [port] : []));

const listenersOf = ({ listeners }: LoadBalancer, parts: readonly ListenerParts[]): readonly ListenerFact[] =>
  (listeners ?? [])
    .flatMap(({ port, protocol }): readonly ListenerFact[] => {
      if (port === null) return [];
      const known = isTcp(protocol) ? parts.find(({ listener }) => listener.port === port) : undefined;
      const common = { port, protocol: protocol.toLowerCase() };
      return [{ ...common, status: known?.listener.status ?? '', acl: known === undefined ? null : aclOf(known) }];
    })
    .sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1));

/** Servers behind the API's port: of the listener's own group, else of the default one. */
const backendsOf = (balancer: LoadBalancer, parts: readonly ListenerParts[], port: number): readonly string[] => {
  const group = parts.find(({ listener }) => listener.port === port)?.group ?? balancer.backends ?? [];
  return [...new Set(group.map(({ id, ip }) => id || ip))].filter((id) => id !== '').sort();
};

export const slbFact = (balancer: LoadBalancer, parts: readonly ListenerParts[], port: number): SlbFact => ({
  id: balancer.id,
  spec: balancer.spec,
  chargeType: balancer.chargeType,
  payType: balancer.payType,
  status: balancer.status,
  address: balancer.address,
  addressType: balancer.addressType,
  modificationProtection: balancer.modificationProtection === 'ConsoleProtection',
  deleteProtection: balancer.deleteProtection === 'on',
  listeners: listenersOf(balancer, parts),
  backends: backendsOf(balancer, parts, port),
});

/** The load balancer that faces the internet; null where none does. */
export const publicSlb = (balancers: readonly LoadBalancer[]): PublicSlbFact | null => {
  const found = [...balancers]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .find(({ addressType }) => addressType === 'internet');
  return found === undefined ? null : { id: found.id, address: found.address };
};

/** Load balancers that have masters in their default group. */
export const balancedFacts = (
  balancers: readonly LoadBalancer[],
  masters: readonly string[],
): readonly BalancedFact[] =>
  balancers
    .filter(({ backends }) => (backends ?? []).some(({ id }) => masters.includes(id)))
    .map(({ id, name }) => ({ loadBalancer: id, name }))
    .sort((a, b) => (a.loadBalancer < b.loadBalancer ? -1 : 1));
