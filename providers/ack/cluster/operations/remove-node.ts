import type { Answer } from '../../../../src/core/operation.ts';
import { deleteNode } from '../../clients/kubernetes/nodes.ts';
import { editionOf } from '../edition.ts';
import { fromState, type Ask } from './from-state.ts';
import { isInstance, readNode } from './node.ts';
import type { Hands, Operation } from './operation.ts';
import { notSent, refuse } from './refusal.ts';

/** Before the migration a master's Node object is what keeps the master in its cluster. */
const unlessMigrated = async ({ cs }: Hands, { target }: Ask<string>): Promise<Answer | null> => {
  const cluster = await cs.describeClusterDetail(target);
  if (!cluster.ok) return notSent(cluster.call, cluster.failure);
  const edition = editionOf(cluster.value);
  return edition === 'pro' ? null : refuse('Onward.NotMigrated', `the cluster is ${edition}, its masters are in use`);
};

/**
 * Deletes the Node object of one former master, held to its uid; the machine stays. The object is who it is by its provider
 * id, never by its name: one that is not this instance is not touched.
 */
export const removeNode: Operation = fromState({
  demands: ['node', 'uid', 'instance'],
  read: readNode,
  judge: ({ object }, { texts }) => {
    if (object === null) return { is: 'done', says: `there is no Node ${texts.node}` };
    if (object.uid !== texts.uid)
      return { is: 'done', says: `Node ${texts.node} is another by now: uid ${object.uid}` };
    const says = `Node ${texts.node} uid=${object.uid} providerID=${object.providerId}`;
    if (!isInstance(object, texts.instance))
      return { is: 'wrong', code: 'Onward.NotThisOne', says: `${says} is not ${texts.instance}` };
    return { is: 'not-done', says };
  },
  guard: (hands, { ask }) => unlessMigrated(hands, ask),
  write: (_, { ask, found: { api } }) => deleteNode(api, { name: ask.texts.node, uid: ask.texts.uid }),
});
