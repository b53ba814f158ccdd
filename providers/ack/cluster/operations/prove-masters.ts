import type { Json } from '../../../../src/core/fact.ts';
import type { OperationCall, Probe, Proof } from '../../../../src/core/operation.ts';
import { listNodes, type KubeNode } from '../../clients/kubernetes/nodes.ts';
import { isObject, textIn, type JsonObject } from '../../../wire/json.ts';
import type { Source } from '../../../wire/reading.ts';
import { targetOf } from '../observe.ts';
import { readApiServer } from './api-server.ts';
import { isInstance } from './node.ts';
import { prove, unreadable, type Hands } from './operation.ts';

/** A master as it was before: its Node object's name and uid ('' where it had none), and its instance ('' where not known). */
interface Former {
  readonly node: string;
  readonly uid: string;
  readonly instance: string;
}

const formerOf = (master: Json): readonly Former[] =>
  isObject(master)
    ? [{ node: textIn(master, 'node'), uid: textIn(master, 'uid'), instance: textIn(master, 'instance') }]
    : [];

/** The masters that the step's arguments name; none where the plan proves nothing of them. */
export const formersIn = ({ args }: OperationCall): readonly Former[] => {
  const { masters } = args;
  return Array.isArray(masters) ? masters.flatMap(formerOf) : [];
};

const nameOf = ({ node, instance }: Former): string => [node, instance].filter(Boolean).join(', ');

interface Judged {
  readonly good: boolean;
  readonly proof: Proof;
}

/** The same object by its uid, else the same machine by its provider id; never by name alone. */
const objectOf = (nodes: readonly KubeNode[], { uid, instance }: Former): KubeNode | undefined =>
  nodes.find((node) => (uid !== '' && node.uid === uid) || (instance !== '' && isInstance(node, instance)));

/** The vendor promises Unknown or NotReady (ACK API reference, §2.2); an object that is gone already is no less dead. */
const judgeNode = (former: Former, nodes: readonly KubeNode[], source: Source): Judged => {
  const object = objectOf(nodes, former);
  if (object === undefined)
    return { good: true, proof: prove(source, `master ${nameOf(former)}: there is no Node object of it`) };
  const good = object.ready === 'Unknown' || object.ready === 'False';
  const is = `master ${nameOf(former)}: condition Ready of Node ${object.name} is ${object.ready || 'not there'}`;
  return { good, proof: prove(source, good ? is : `${is}, expected Unknown or False`) };
};

/** ACK's own list of the cluster's nodes (DescribeClusterNodes, §3.3). */
const judgeRow = (former: Former, rows: readonly JsonObject[], source: Source): Judged => {
  const row = rows.find((one) => textIn(one, 'instance_id') === former.instance);
  if (row === undefined) return { good: true, proof: prove(source, `master ${nameOf(former)}: not in ACK's list`) };
  const is = `node_status=${textIn(row, 'node_status')} instance_role=${textIn(row, 'instance_role')}`;
  return { good: false, proof: prove(source, `master ${nameOf(former)}: still in ACK's list, ${is}`) };
};

/**
 * Proves that the former masters no longer belong to the cluster, by its API server and by ACK, one proof each. What either
 * of the two does not answer is not proven, and nothing is concluded from it.
 */
export const proveMasters = async (hands: Hands, call: OperationCall): Promise<Probe> => {
  const formers = formersIn(call);
  const target = targetOf(call.desired);
  const nodes = await readApiServer(hands, target, listNodes);
  if (!nodes.ok) return unreadable(nodes.call, nodes.failure);
  const rows = await hands.cs.describeClusterNodes(target);
  if (!rows.ok) return unreadable(rows.call, rows.failure);
  const judged = [
    ...formers.map((former) => judgeNode(former, nodes.value.object, nodes.source)),
    ...formers.filter(({ instance }) => instance !== '').map((former) => judgeRow(former, rows.value, rows.source)),
  ];
  const bad = judged.filter(({ good }) => !good);
  return bad.length > 0
    ? { is: 'not-done', proof: bad.map(({ proof }) => proof) }
    : { is: 'done', proof: judged.map(({ proof }) => proof) };
};
