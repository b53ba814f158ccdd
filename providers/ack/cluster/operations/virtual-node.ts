import {
  getDeployment,
  setDeploymentEnv,
  type Container,
  type Deployment,
} from '../../clients/kubernetes/workloads.ts';
import { readApiServer } from './api-server.ts';
import { fromState, type Ask, type Verdict } from './from-state.ts';
import type { Operation } from './operation.ts';
import { orMoved, refuse } from './refusal.ts';

const namespace = 'kube-system';
const name = 'ack-virtual-node-controller';
const variables = { host: 'KUBERNETES_APISERVER_HOST', port: 'KUBERNETES_APISERVER_PORT' } as const;

/** Text sets a variable, null takes it away again; anything else is no argument. */
type Wanted = Readonly<Record<string, string | null>>;

const wantedOf = ({ args }: Ask<never>): Wanted | null => {
  const pairs = Object.entries(variables).map(([argument, variable]) => [variable, args[argument]] as const);
  const isGood = pairs.every(([, value]) => value === null || (typeof value === 'string' && value !== ''));
  return isGood ? (Object.fromEntries(pairs) as Wanted) : null;
};

/** The container that knows the variables already, else the first: the controller has one of its own. */
const containerOf = ({ containers }: Deployment): Container | undefined =>
  containers.find(({ env }) => Object.values(variables).some((variable) => variable in env)) ?? containers[0];

const holds = ({ env }: Container, wanted: Wanted): boolean =>
  Object.entries(wanted).every(([variable, value]) => (value === null ? !(variable in env) : env[variable] === value));

const judge = (deployment: Deployment | null, wanted: Wanted | null): Verdict => {
  if (wanted === null)
    return { is: 'wrong', code: 'Onward.BadArguments', says: 'host and port of the step are no texts' };
  const container = deployment === null ? undefined : containerOf(deployment);
  if (deployment === null || container === undefined)
    return { is: 'wrong', code: 'Onward.NotThere', says: `there is no Deployment ${namespace}/${name}` };
  const env = Object.keys(wanted).map((variable) => `${variable}=${container.env[variable] ?? ''}`);
  const says = `${name} ${env.join(' ')}`;
  if (!holds(container, wanted)) return { is: 'not-done', says };
  return deployment.rollsOver ? { is: 'in-flight', says: `${says}; its pods are rolled over` } : { is: 'done', says };
};

/** Tells the virtual node where the API server is, since the service's own address changes with the migration. */
export const pointVirtualNode: Operation = fromState({
  demands: [],
  read: (hands, { target }) => readApiServer(hands, target, (api) => getDeployment(api, namespace, name)),
  judge: ({ object }, ask) => judge(object, wantedOf(ask)),
  write: async (_, { ask, found: { api, object } }) => {
    const [env, container] = [wantedOf(ask), object === null ? undefined : containerOf(object)];
    if (object === null || env === null || container === undefined)
      return refuse('Onward.NotThere', `there is no Deployment ${namespace}/${name}`);
    return orMoved(await setDeploymentEnv(api, object, { container: container.name, env }));
  },
});
