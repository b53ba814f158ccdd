import { scaleDeployment, type Deployment } from '../../clients/kubernetes/workloads.ts';
import { readApiServer } from './api-server.ts';
import { fromState, type Ask, type Verdict } from './from-state.ts';
import type { Operation } from './operation.ts';
import { orMoved, refuse } from './refusal.ts';
import { namespace, readDeployment, terway } from './terway.ts';

const wantedOf = ({ args }: Ask<never>): number | null => {
  const { replicas } = args;
  return typeof replicas === 'number' && Number.isInteger(replicas) && replicas >= 0 ? replicas : null;
};

/** Parked means that its last pod is gone, scaled up that all are ready. */
const judge = (deployment: Deployment | null, wanted: number | null): Verdict => {
  if (wanted === null)
    return { is: 'wrong', code: 'Onward.BadArguments', says: 'the step’s argument “replicas” is no count' };
  if (deployment === null) {
    const says = `there is no Deployment ${namespace}/${terway}`;
    return wanted === 0 ? { is: 'done', says } : { is: 'wrong', code: 'Onward.NotThere', says };
  }
  const { replicas, currentReplicas, readyReplicas } = deployment;
  const says = `${terway} replicas=${String(replicas)} current=${currentReplicas} ready=${readyReplicas}`;
  if (replicas !== wanted) return { is: 'not-done', says };
  return { is: currentReplicas === wanted && readyReplicas >= wanted ? 'done' : 'in-flight', says };
};

export const scaleTerway: Operation = fromState({
  demands: [],
  read: (hands, { target }) => readApiServer(hands, target, readDeployment),
  judge: ({ object }, ask) => judge(object, wantedOf(ask)),
  write: async (_, { ask, found: { api, object } }) => {
    const wanted = wantedOf(ask);
    if (object === null || wanted === null) return refuse('Onward.NotThere', `there is no ${terway}`);
    return orMoved(await scaleDeployment(api, object, wanted));
  },
});
