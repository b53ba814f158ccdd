import { budgetNamed, mirrorPodNamed, nodeNamed, ownedBy, pathOf, podNamed } from '../kubernetes/objects.ts';
import { uidOf } from '../kubernetes/seen.ts';
import { meddled, step, type Bench, type Scenario } from './bench.ts';

const nobody = '00000000-0000-0000-0000-000000000000';

/** Pods that a replica set made, on a node of their namespace's name. */
const givenPods = async ({ api }: Bench, namespace: string, names: readonly string[], ...more: readonly object[]) => {
  const pods = names.map((name) => ownedBy(podNamed(`${namespace}/${name}`, `${namespace}-1`), 'web', nobody));
  await api.given(nodeNamed(`${namespace}-1`), ...pods, ...(more as readonly ReturnType<typeof budgetNamed>[]));
};

const argsOf = async ({ api }: Bench, namespace: string, pod: string) => ({
  ...{ namespace, pod, uid: await uidOf(api.request, pathOf(podNamed(`${namespace}/${pod}`, ''))) },
});

/** What a kubelet does in the end. */
const end = ({ api }: Bench, namespace: string, pod: string) =>
  api.request('DELETE', pathOf(podNamed(`${namespace}/${pod}`, '')), { gracePeriodSeconds: 0 });

const eviction = (pod: string, code: number): string => {
  const [namespace = '', name = ''] = pod.split('/');
  return `create /api/v1/namespaces/${namespace}/pods/${name}/eviction ${code}`;
};

/** How pods are asked to go. */
export const pods: readonly Scenario[] = [
  {
    title: 'a pod is evicted once, is under way while it ends, and done when it is gone',
    play: async (bench) => {
      await givenPods(bench, 'leave', ['a']);
      const evict = step('evict-pod', await argsOf(bench, 'leave', 'a'));
      const told = [
        await evict.probe(bench.hands),
        await evict.perform(bench.hands),
        await evict.probeSince(bench.hands),
      ];
      const again = await evict.perform(bench.hands);
      await end(bench, 'leave', 'a');
      return [...told, again, await evict.probeSince(bench.hands)];
    },
    sees: ['not-done', 'accepted', 'in-flight', 'refused Onward.UnderWay', 'done'],
    writes: [eviction('leave/a', 201)],
  },
  {
    title: 'a budget that is used up is waited for, and named with its numbers',
    play: async (bench) => {
      await givenPods(bench, 'tight', ['a', 'b'], budgetNamed('tight/one', { minAvailable: 1 }));
      const first = await step('evict-pod', await argsOf(bench, 'tight', 'a')).perform(bench.hands);
      const second = await step('evict-pod', await argsOf(bench, 'tight', 'b')).answer(bench.hands);
      return [
        first,
        second.is,
        'why' in second && second.why?.includes('The disruption budget one needs 1 healthy pods and has 1'),
      ];
    },
    sees: ['accepted', 'throttled', true],
    writes: [eviction('tight/a', 201), eviction('tight/b', 429)],
  },
  {
    title: 'a pod under two budgets is refused for good, although the server calls it an error of its own',
    play: async (bench) => {
      const budgets = ['one', 'two'].map((name) => budgetNamed(`twofold/${name}`, { minAvailable: 0 }));
      await givenPods(bench, 'twofold', ['a'], ...budgets);
      return step('evict-pod', await argsOf(bench, 'twofold', 'a')).perform(bench.hands);
    },
    sees: 'refused SeveralBudgets',
    writes: [eviction('twofold/a', 500)],
  },
  {
    title: 'a pod that was replaced since it was read stays, and the step is done: the one that was meant is gone',
    play: async (bench) => {
      await givenPods(bench, 'renewed', ['a']);
      const args = await argsOf(bench, 'renewed', 'a');
      const replace = async () => {
        await end(bench, 'renewed', 'a');
        await givenPods(bench, 'renewed-too', []);
        await bench.api.given(ownedBy(podNamed('renewed/a', 'renewed-1'), 'web', nobody));
      };
      const told = await step('evict-pod', args).perform(await meddled(bench.hands, replace));
      return [told, await step('evict-pod', args).probeSince(bench.hands)];
    },
    sees: ['refused Conflict', 'done'],
    writes: [eviction('renewed/a', 409)],
  },
  {
    title: 'a pod that went by itself is done, although its eviction is refused',
    play: async (bench) => {
      await givenPods(bench, 'vanished', ['a']);
      const args = await argsOf(bench, 'vanished', 'a');
      const told = await step('evict-pod', args).perform(await meddled(bench.hands, () => end(bench, 'vanished', 'a')));
      return [told, await step('evict-pod', args).probeSince(bench.hands)];
    },
    sees: ['refused NotFound', 'done'],
    writes: [eviction('vanished/a', 404)],
  },
  {
    title: 'a static pod, and one that nobody would make again, are not asked to go at all',
    play: async (bench) => {
      const { api, hands } = bench;
      await api.given(
        nodeNamed('rooted-1'),
        podNamed('rooted/bare', 'rooted-1'),
        mirrorPodNamed('rooted/static', 'rooted-1'),
      );
      const bare = await step('evict-pod', await argsOf(bench, 'rooted', 'bare')).perform(hands);
      return [bare, await step('evict-pod', await argsOf(bench, 'rooted', 'static')).perform(hands)];
    },
    sees: ['refused Onward.WouldBeLost', 'refused Onward.WouldBeLost'],
    writes: [],
  },
];
