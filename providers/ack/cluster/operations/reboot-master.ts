import type { CloudAssistant, Instance } from '../../clients/ecs-answers.ts';
import { listNodes, type KubeNode } from '../../clients/kubernetes/nodes.ts';
import type { Reading, Source } from '../../../wire/reading.ts';
import { readApiServer } from './api-server.ts';
import { fromState, type Ask, type Verdict } from './from-state.ts';
import { isInstance } from './node.ts';
import { prove, type Hands, type Operation } from './operation.ts';
import { refuse } from './refusal.ts';

interface Seen {
  readonly instance: Instance | undefined;
  readonly assistant: CloudAssistant | undefined;
  /** null: the instance does not run, so nobody is asked what it says. */
  readonly nodes: readonly KubeNode[] | null;
  readonly sources: { readonly instance: Source; readonly assistant: Source };
}

type At = Ask<'instance' | 'node' | 'bootId'>;

/** The API server stands on all masters, so it answers while one of them is away; where it does not, nothing is known. */
const read = async (hands: Hands, ask: At): Promise<Reading<Seen>> => {
  const { target, texts } = ask;
  const found = await hands.ecs.describeInstances(target.region, [texts.instance]);
  if (!found.ok) return found;
  const assistants = await hands.ecs.describeCloudAssistantStatus(target.region, [texts.instance]);
  if (!assistants.ok) return assistants;
  const seen = {
    instance: found.value.find(({ id }) => id === texts.instance),
    assistant: assistants.value.find(({ instanceId }) => instanceId === texts.instance),
    sources: { instance: found.source, assistant: assistants.source },
  };
  if (seen.instance?.status !== 'Running') return { ...found, value: { ...seen, nodes: null } };
  const nodes = await readApiServer(hands, target, listNodes);
  return nodes.ok ? { ...nodes, value: { ...seen, nodes: nodes.value.object } } : nodes;
};

const passing = ['Pending', 'Starting', 'Stopping'];

const judgeStopped = ({ instance }: Seen, { texts, since }: At): Verdict => {
  if (instance === undefined) return { is: 'unreadable', says: `ECS knows no instance ${texts.instance}` };
  const says = `${instance.id} Status=${instance.status}`;
  // A reboot may show as stopped for a moment; without one it is a machine that somebody stopped.
  const isPassing = passing.includes(instance.status) || since !== undefined;
  return isPassing
    ? { is: 'in-flight', says }
    : { is: 'wrong', code: 'Onward.NotThisOne', says: `${says}, not Running` };
};

/**
 * Another boot id than the plan's proves a reboot; without an intent only one that came after the Cloud Assistant was
 * installed is any good, which shows by its answering. Done is: that, and a Node that is Ready.
 */
const judgeBoot = (seen: Seen, node: KubeNode, { texts, since }: At): Verdict => {
  const answers = seen.assistant?.answers === true;
  const says = `Node ${node.name} bootID=${node.bootId} Ready=${node.ready}`;
  if (node.bootId === '') return { is: 'unreadable', says };
  if (node.bootId === texts.bootId) return { is: 'not-done', says };
  if (answers && node.ready === 'True')
    return {
      is: 'done',
      says,
      also: [
        prove(seen.sources.instance, `${texts.instance} Status=${seen.instance?.status ?? ''}`),
        prove(seen.sources.assistant, 'CloudAssistantStatus=true'),
      ],
    };
  const awaits = `${says}; rebooted, the Cloud Assistant ${answers ? 'answers' : 'does not answer'}`;
  // Somebody rebooted it since the plan, and to no avail: a reboot of ours could not be told from that one.
  if (since === undefined && !answers) return { is: 'wrong', code: 'Onward.NotThisOne', says: awaits };
  return { is: 'in-flight', says: awaits };
};

const nodeOf = (nodes: readonly KubeNode[], { texts }: At): KubeNode | undefined =>
  nodes.find((node) => node.name === texts.node && isInstance(node, texts.instance));

/** RebootInstance, graceful, one master at a time: while another is not Ready, etcd may have no majority left. */
export const rebootMaster: Operation = fromState({
  demands: ['instance', 'node', 'bootId'],
  read,
  judge: (seen, ask) => {
    const { nodes } = seen;
    if (nodes === null) return judgeStopped(seen, ask);
    const node = nodeOf(nodes, ask);
    const none = `there is no Node ${ask.texts.node} of instance ${ask.texts.instance}`;
    return node === undefined ? { is: 'wrong', code: 'Onward.NotThisOne', says: none } : judgeBoot(seen, node, ask);
  },
  guard: (_, { ask, found: { nodes } }) => {
    const others = (nodes ?? []).filter((node) => node.isMaster && node.name !== ask.texts.node);
    const away = others.filter(({ ready }) => ready !== 'True').map(({ name }) => name);
    if (away.length > 0) return refuse('Onward.OthersNotReady', `not Ready: ${away.join(', ')}`);
    return others.length < 2 ? refuse('Onward.OthersNotReady', 'fewer than two other masters are there') : null;
  },
  write: ({ ecs }, { ask: { target, texts } }, fence) => ecs.rebootInstance(target.region, texts.instance, fence),
});
