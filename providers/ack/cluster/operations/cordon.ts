import { setUnschedulable } from '../../clients/kubernetes/nodes.ts';
import { fromState } from './from-state.ts';
import { readNode } from './node.ts';
import type { Operation } from './operation.ts';
import { orMoved, refuse } from './refusal.ts';

/** One Node object by name and uid. One that is gone or another by now needs no uncordoning; it cannot be cordoned. */
const unschedulable = (wanted: boolean): Operation =>
  fromState({
    demands: ['node', 'uid'],
    read: readNode,
    judge: ({ object }, { texts }) => {
      if (object?.uid !== texts.uid) {
        const says = `there is no Node ${texts.node} of uid ${texts.uid}`;
        return wanted ? { is: 'wrong', code: 'Onward.NotThisOne', says } : { is: 'done', says };
      }
      const says = `Node ${texts.node} unschedulable=${String(object.unschedulable)}`;
      return { is: object.unschedulable === wanted ? 'done' : 'not-done', says };
    },
    write: async (_, { ask, found: { api, object } }) =>
      object === null
        ? refuse('Onward.NotThere', `there is no Node ${ask.texts.node}`)
        : orMoved(await setUnschedulable(api, object, wanted)),
  });

export const cordon = unschedulable(true);
export const uncordon = unschedulable(false);
