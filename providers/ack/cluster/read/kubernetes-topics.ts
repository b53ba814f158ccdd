import { both } from '../../../wire/reading.ts';
import { notRead, proven, type Gathered } from '../../../wire/gathered.ts';
import { apiServiceFacts, nodeFacts, podFacts } from '../kubernetes-facts.ts';
import type { Reads } from './reads.ts';
import { topic, type Topic } from './topic.ts';

/** No answer is an answer here: it says that this runner cannot reach the API server. The lists are then unknown. */
const readAnswer = async ({ asked: ask }: Reads): Promise<Gathered> => {
  const asked = await ask();
  if (!asked.ok) return notRead(['api.answers'], asked.call, asked.failure);
  const { ok, address, reading } = asked.value.answer;
  if (reading.ok) return proven({ 'api.answers': { ok, address } }, reading.source);
  const { call, failure } = reading;
  const source = { call, request: failure.request, at: asked.source.at };
  return proven({ 'api.answers': { ok, address, why: failure.message } }, source);
};

const answers: Topic = { names: ['api.answers'], read: readAnswer };

const nodes = topic(
  ['nodes.count', 'nodes.workers', 'nodes.notReady', 'nodes.unschedulable'],
  (reads) => reads.nodes(),
  nodeFacts,
);

const pods = topic(
  ['nodes.fewSlots', 'nodes.noKubeProxy'],
  async (reads) => both(await reads.nodes(), await reads.pods()),
  ([all, running]) => podFacts(all, running),
);

const services = topic(['apiservices.unavailable', 'apiservices.all'], (reads) => reads.apiServices(), apiServiceFacts);

export const kubernetesTopics = { everywhere: [answers, nodes, pods, services] } as const;
