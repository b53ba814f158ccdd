import type { Ask, Scenario } from './api.ts';
import { evict } from './evict.ts';
import { budgetNamed, nodeNamed, ownedBy, pathOf, podNamed, replicaSetNamed } from './objects.ts';
import { read, seen, uidOf } from './seen.ts';

/** How many evictions a budget has left. */
const allowance = async (ask: Ask, budget: string): Promise<unknown> =>
  (await read(ask, pathOf(budgetNamed(budget, {})))).status?.['disruptionsAllowed'];

const refusal = {
  status: 429,
  reason: 'TooManyRequests',
  message: "Cannot evict pod as it would violate the pod's disruption budget.",
};

/** What a PodDisruptionBudget lets happen. */
export const budgets: readonly Scenario[] = [
  {
    title: 'a budget with room for one lets one pod go, and refuses the next without saying when to come again',
    play: async ({ given, request }) => {
      const pods = ['a', 'b', 'c'].map((name) => podNamed(`roomy/${name}`, 'roomy-1'));
      await given(nodeNamed('roomy-1'), ...pods, budgetNamed('roomy/two', { minAvailable: 2 }));
      const first = await evict(request, 'roomy/a');
      return [seen(first), seen(await evict(request, 'roomy/b'))];
    },
    sees: [
      { status: 201 },
      { ...refusal, cause: 'The disruption budget two needs 2 healthy pods and has 2 currently' },
    ],
  },
  {
    title: 'a pod that is not running yet may go, whatever the budget says',
    play: async ({ given, request }) => {
      const pods = [podNamed('early/a', 'early-1'), podNamed('early/b', 'early-1', 'Pending')];
      await given(nodeNamed('early-1'), ...pods, budgetNamed('early/all', { minAvailable: 2 }));
      return [(await evict(request, 'early/a')).status, (await evict(request, 'early/b')).status];
    },
    sees: [429, 201],
  },
  {
    title: 'a pod under two budgets can never be evicted, and the answer is an error of the server',
    play: async ({ given, request }) => {
      const budgets = ['one', 'two'].map((name) => budgetNamed(`torn/${name}`, { minAvailable: 0 }));
      await given(nodeNamed('torn-1'), podNamed('torn/a', 'torn-1'), ...budgets);
      return seen(await evict(request, 'torn/a'));
    },
    sees: {
      status: 500,
      message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    },
  },
  {
    title: 'a budget that names a percentage counts the pods that their owner asks for',
    play: async ({ given, request }) => {
      await given(nodeNamed('half-1'), replicaSetNamed('half/web', 2));
      const uid = await uidOf(request, pathOf(replicaSetNamed('half/web', 2)));
      const pods = ['a', 'b'].map((name) => ownedBy(podNamed(`half/${name}`, 'half-1'), 'web', uid));
      await given(...pods, budgetNamed('half/half', { maxUnavailable: '50%' }));
      return [(await evict(request, 'half/a')).status, (await evict(request, 'half/b')).status];
    },
    sees: [201, 429],
  },
  {
    title: 'a budget that names a percentage never lets a pod go that nobody owns, though it needs none',
    play: async ({ given, request }) => {
      const pods = ['a', 'b'].map((name) => podNamed(`bare/${name}`, 'bare-1'));
      await given(nodeNamed('bare-1'), ...pods, budgetNamed('bare/half', { maxUnavailable: '50%' }));
      return seen(await evict(request, 'bare/a'));
    },
    sees: { ...refusal, cause: 'The disruption budget half needs 0 healthy pods and has 2 currently' },
  },
  {
    title:
      'a budget whose pods have lost their owner says for ever that it is being processed, and to come again in 10 s',
    play: async ({ given, request }) => {
      const pod = ownedBy(podNamed('orphan/a', 'orphan-1'), 'web', '00000000-0000-0000-0000-000000000001');
      await given(nodeNamed('orphan-1'), pod, budgetNamed('orphan/half', { maxUnavailable: '50%' }));
      return seen(await evict(request, 'orphan/a'));
    },
    sees: {
      ...refusal,
      cause: 'The disruption budget half is still being processed by the server.',
      retryAfter: '10',
    },
  },
  {
    title: 'a pod that is already terminating may be evicted again, and spends nothing of a budget',
    play: async ({ given, request }) => {
      const pods = ['a', 'b'].map((name) => podNamed(`twice/${name}`, 'twice-1'));
      await given(nodeNamed('twice-1'), ...pods, budgetNamed('twice/one', { minAvailable: 1 }));
      const first = await evict(request, 'twice/a');
      return [first.status, (await evict(request, 'twice/a')).status, await allowance(request, 'twice/one')];
    },
    sees: [201, 201, 0],
  },
  {
    title: 'a dry run, in the path or in the body, asks the budget and changes nothing',
    play: async ({ given, request }) => {
      const pods = ['a', 'b'].map((name) => podNamed(`dry/${name}`, 'dry-1'));
      await given(nodeNamed('dry-1'), ...pods, budgetNamed('dry/one', { minAvailable: 1 }));
      const path = `${pathOf(podNamed('dry/a', ''))}/eviction`;
      const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'a', namespace: 'dry' } };
      const inPath = await request('POST', `${path}?dryRun=All`, body);
      const inBody = await evict(request, 'dry/a', { dryRun: ['All'] });
      const { metadata } = await read(request, pathOf(podNamed('dry/a', '')));
      return [inPath.status, inBody.status, metadata.deletionTimestamp, await allowance(request, 'dry/one')];
    },
    sees: [201, 201, undefined, 1],
  },
  {
    title: 'a dry run against a budget that allows nothing is refused as the eviction would be',
    play: async ({ given, request }) => {
      await given(nodeNamed('held-1'), podNamed('held/a', 'held-1'), budgetNamed('held/all', { minAvailable: 1 }));
      return seen(await evict(request, 'held/a', { dryRun: ['All'] }));
    },
    sees: { ...refusal, cause: 'The disruption budget all needs 1 healthy pods and has 1 currently' },
  },
];
