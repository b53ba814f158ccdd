import { proveStates, type State } from './prove-states.ts';
import { since, type Cloud } from './stub-hands.ts';
import { deployment, deploymentAt, virtualNodePath } from './things.ts';

const env = (host: string, port: string) => [
  { name: 'KUBERNETES_APISERVER_HOST', value: host },
  { name: 'KUBERNETES_APISERVER_PORT', value: port },
];
const virtual = (status: { readonly [name: string]: number }, set = env('192.168.0.251', '6443')): Cloud => ({
  objects: { [virtualNodePath]: deploymentAt(virtualNodePath, deployment(1, status, set)) },
});

const pointed: readonly State[] = [
  { operation: 'point-virtual-node', reason: 'it knows the address', cloud: virtual({}), is: 'done' },
  {
    operation: 'point-virtual-node',
    reason: 'it knows another port',
    cloud: virtual({}, env('192.168.0.251', '443')),
    is: 'not-done',
    performs: `PATCH ${virtualNodePath}`,
  },
  {
    operation: 'point-virtual-node',
    reason: 'a pod is old',
    cloud: virtual({ updatedReplicas: 0 }),
    since,
    is: 'in-flight',
  },
  {
    operation: 'point-virtual-node',
    reason: 'its controller has not seen it',
    cloud: virtual({ observedGeneration: 1 }),
    since,
    is: 'in-flight',
  },
  {
    operation: 'point-virtual-node',
    reason: 'taken away again, as it was before',
    args: { host: null, port: null },
    cloud: virtual({}, []),
    is: 'done',
  },
  {
    operation: 'point-virtual-node',
    reason: 'to be taken away',
    args: { host: null, port: null },
    cloud: virtual({}),
    is: 'not-done',
    performs: `PATCH ${virtualNodePath}`,
  },
  {
    operation: 'point-virtual-node',
    reason: 'no address',
    args: { host: '' },
    cloud: virtual({}),
    is: 'not-done',
    performs: 'Onward.BadArguments',
  },
  {
    operation: 'point-virtual-node',
    reason: 'there is none',
    cloud: { objects: { [virtualNodePath]: null } },
    is: 'not-done',
    performs: 'Onward.NotThere',
  },
];

proveStates('the virtual node', pointed);
