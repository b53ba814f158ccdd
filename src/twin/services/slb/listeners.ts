import { isUp } from '../../live-instance.ts';
import type { LiveLoadBalancer } from '../../live-load-balancer.ts';
import type { LiveWorld } from '../../live-world.ts';
import { answerNumbered, missing, reply } from '../rpc.ts';
import { refuse, type Answer, type ServiceRequest } from '../service.ts';
import { backendsOf, type Backend } from './backends.ts';
import { withBalancer } from './find.ts';

type Listener = LiveLoadBalancer['listeners'][number];

function withListener(
  request: ServiceRequest,
  handle: (balancer: LiveLoadBalancer, listener: Listener) => Answer,
): Answer {
  return withBalancer(request, (balancer) => {
    const port = request.query.get('ListenerPort') ?? '';
    if (port === '') return missing('ListenerPort');
    const listener = balancer.listeners.find((each) => String(each.port) === port && each.protocol === 'tcp');
    return listener === undefined
      ? refuse(400, 'ListenerNotFound', 'The specified listener does not exist.')
      : handle(balancer, listener);
  });
}

export const describeTcpListener = (request: ServiceRequest): Answer =>
  withListener(request, (balancer, listener) =>
    reply(request, {
      LoadBalancerId: balancer.id,
      ListenerPort: listener.port,
      BackendServerPort: listener.backendPort,
      Status: listener.status,
      Description: '',
      Bandwidth: -1,
      Scheduler: 'rr',
      PersistenceTimeout: 0,
      EstablishedTimeout: 900,
      SynProxy: 'disable',
      AclStatus: listener.aclStatus,
      ...(listener.aclStatus === 'on' && {
        AclType: listener.aclType,
        AclId: listener.acl,
        AclIds: { AclId: [listener.acl] },
      }),
      HealthCheck: 'on',
      HealthCheckType: 'tcp',
      HealthCheckConnectPort: listener.backendPort,
      HealthCheckConnectTimeout: 10,
      HealthCheckInterval: 10,
      HealthyThreshold: 4,
      UnhealthyThreshold: 4,
    }),
  );

function isHealthy({ id, type }: Backend, { unhealthy }: Listener, world: LiveWorld): boolean {
  const machine = world.instances.find((instance) => instance.id === id);
  const up = type === 'eni' || (machine !== undefined && isUp(machine, world.clock.now()));
  return up && !unhealthy.includes(id);
}

/** Of one port, or of all listeners. A stopped listener's servers are unavailable. */
export const describeHealthStatus = (request: ServiceRequest): Answer =>
  withBalancer(request, (balancer) => {
    const port = request.query.get('ListenerPort') ?? '';
    const listeners = balancer.listeners.filter((each) => port === '' || String(each.port) === port);
    const rows = listeners.flatMap((listener) =>
      backendsOf(balancer, request.world).map((backend) => {
        const health = isHealthy(backend, listener, request.world) ? 'normal' : 'abnormal';
        return {
          ListenerPort: listener.port,
          Protocol: listener.protocol,
          Port: listener.backendPort,
          ServerId: backend.id,
          ServerIp: backend.address,
          ServerHealthStatus: listener.status === 'running' ? health : 'unavailable',
          Type: backend.type,
        };
      }),
    );
    return reply(request, { BackendServers: { BackendServer: rows } });
  });

export function describeAccessControlListAttribute(request: ServiceRequest): Answer {
  const id = request.query.get('AclId') ?? '';
  if (id === '') return missing('AclId');
  const acl = request.world.network.acls.find((each) => each.id === id);
  if (acl === undefined) return refuse(400, 'AclNotExist', 'The specified access control list does not exist.');
  return reply(request, {
    AclId: acl.id,
    AclName: acl.name,
    AddressIPVersion: 'ipv4',
    TotalAclEntry: acl.entries.length,
    AclEntrys: { AclEntry: acl.entries.map((entry) => ({ AclEntryIP: entry, AclEntryComment: '' })) },
    RelatedListeners: {
      RelatedListener: request.world.loadBalancers.flatMap((balancer) =>
        balancer.listeners.flatMap((listener) =>
          listener.acl === id
            ? [
                {
                  LoadBalancerId: balancer.id,
                  ListenerPort: listener.port,
                  Protocol: listener.protocol,
                  AclType: listener.aclType,
                },
              ]
            : [],
        ),
      ),
    },
  });
}

export const describeAccessControlLists = (request: ServiceRequest): Answer =>
  answerNumbered(request, request.world.network.acls, { defaultSize: 50, largest: 50 }, ({ items, info }) =>
    reply(request, {
      ...info,
      Count: items.length,
      Acls: { Acl: items.map(({ id, name }) => ({ AclId: id, AclName: name, AddressIPVersion: 'ipv4' })) },
    }),
  );
