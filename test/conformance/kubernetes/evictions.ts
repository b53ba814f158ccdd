import type { Answer, Ask, Scenario } from './api.ts';
import { budgetNamed, mirrorPodNamed, nodeNamed, pathOf, podNamed } from './objects.ts';
import { read, seen, uidOf } from './seen.ts';

/** Asks for the eviction of `namespace/name`; `options` are its delete options. */
const evict = (ask: Ask, pod: string, options?: object, apiVersion = 'policy/v1'): Promise<Answer> => {
  const [namespace = '', name = ''] = pod.split('/');
  const eviction = { apiVersion, kind: 'Eviction', metadata: { name, namespace }, deleteOptions: options };
  return ask('POST', `/api/v1/namespaces/${namespace}/pods/${name}/eviction`, eviction);
};

const pathOfPod = (pod: string): string => pathOf(podNamed(pod, ''));

/** How many evictions a budget has left. */
const allowance = async (ask: Ask, budget: string): Promise<unknown> =>
  (await read(ask, pathOf(budgetNamed(budget, {})))).status?.['disruptionsAllowed'];

const refusal = {
  status: 429,
  reason: 'TooManyRequests',
  message: "Cannot evict pod as it would violate the pod's disruption budget.",
};

/** What becomes of a pod that is to be evicted. */
export const evictions: readonly Scenario[] = [
  {
    title:
      'an eviction without a budget is accepted, and the pod stays, terminating, until its kubelet is done with it',
    play: async ({ given, request }) => {
      await given(nodeNamed('plain-1'), podNamed('plain/a', 'plain-1'));
      const answer = await evict(request, 'plain/a');
      const { metadata } = await read(request, pathOfPod('plain/a'));
      return [answer.status, typeof metadata.deletionTimestamp];
    },
    sees: [201, 'string'],
  },
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
    title: 'a budget that names a percentage allows nothing while no owner says how many pods there should be',
    play: async ({ given, request }) => {
      const pods = ['a', 'b'].map((name) => podNamed(`part/${name}`, 'part-1'));
      await given(nodeNamed('part-1'), ...pods, budgetNamed('part/half', { maxUnavailable: '50%' }));
      return [(await evict(request, 'part/a')).status, await allowance(request, 'part/half')];
    },
    sees: [429, 0],
  },
  {
    title: 'a dry run, in the path or in the body, asks the budget and changes nothing',
    play: async ({ given, request }) => {
      const pods = ['a', 'b'].map((name) => podNamed(`dry/${name}`, 'dry-1'));
      await given(nodeNamed('dry-1'), ...pods, budgetNamed('dry/one', { minAvailable: 1 }));
      const path = `${pathOfPod('dry/a')}/eviction`;
      const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'a', namespace: 'dry' } };
      const inPath = await request('POST', `${path}?dryRun=All`, body);
      const inBody = await evict(request, 'dry/a', { dryRun: ['All'] });
      const { metadata } = await read(request, pathOfPod('dry/a'));
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
  {
    title: 'an eviction of another pod of that name is a conflict, and of the right one is not',
    play: async ({ given, request }) => {
      await given(nodeNamed('same-1'), podNamed('same/a', 'same-1'));
      const uid = await uidOf(request, pathOfPod('same/a'));
      const other = await evict(request, 'same/a', { preconditions: { uid: '00000000-0000-0000-0000-000000000000' } });
      return [
        seen(other).status,
        seen(other).reason,
        (await evict(request, 'same/a', { preconditions: { uid } })).status,
      ];
    },
    sees: [409, 'Conflict', 201],
  },
  {
    title: 'a pod that is gone cannot be evicted: it is not found',
    play: async ({ given, request }) => {
      await given(nodeNamed('gone-1'), podNamed('gone/a', 'gone-1'));
      const answer = await evict(request, 'gone/b');
      return [answer.status, seen(answer).reason];
    },
    sees: [404, 'NotFound'],
  },
  {
    title: 'an eviction without a grace period removes the pod at once',
    play: async ({ given, request }) => {
      await given(nodeNamed('quick-1'), podNamed('quick/a', 'quick-1'));
      const answer = await evict(request, 'quick/a', { gracePeriodSeconds: 0 });
      return [answer.status, (await request('GET', pathOfPod('quick/a'))).status];
    },
    sees: [201, 404],
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
    title: 'an eviction in the words of policy/v1beta1, the only ones before 1.22, is still understood',
    play: async ({ given, request }) => {
      await given(nodeNamed('old-1'), podNamed('old/a', 'old-1'));
      return (await evict(request, 'old/a', undefined, 'policy/v1beta1')).status;
    },
    sees: 201,
  },
  {
    title:
      'a static pod is told by its annotation; evicting its mirror is accepted, so a client must leave it out itself',
    play: async ({ given, request }) => {
      await given(nodeNamed('static-1'), mirrorPodNamed('static/a', 'static-1'));
      const { metadata } = await read(request, pathOfPod('static/a'));
      const mirror = metadata.annotations?.['kubernetes.io/config.mirror'];
      return [typeof mirror, (await evict(request, 'static/a', { dryRun: ['All'] })).status];
    },
    sees: ['string', 201],
  },
];
