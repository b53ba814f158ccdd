import type { Scenario } from './api.ts';
import { evict } from './evict.ts';
import { mirrorPodNamed, nodeNamed, pathOf, podNamed } from './objects.ts';
import { read, seen, uidOf } from './seen.ts';

const pathOfPod = (pod: string): string => pathOf(podNamed(pod, ''));

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
