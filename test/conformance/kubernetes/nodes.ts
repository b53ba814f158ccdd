import type { Scenario } from './api.ts';
import { nodeNamed, pathOf, podNamed } from './objects.ts';
import { read, seen, uidOf } from './seen.ts';

const nobody = '00000000-0000-0000-0000-000000000000';

/** How a node is closed and taken away. */
export const nodes: readonly Scenario[] = [
  {
    title: 'a node is closed to new pods by a patch of one field, merged or strategic',
    play: async ({ given, request }) => {
      const path = pathOf(nodeNamed('cordon-1'));
      await given(nodeNamed('cordon-1', { pool: 'old' }));
      const merged = await request('PATCH', path, { spec: { unschedulable: true } });
      const closed = await read(request, path);
      const type = 'application/strategic-merge-patch+json';
      const again = await request('PATCH', path, { spec: { unschedulable: false } }, type);
      const { spec } = await read(request, path);
      const labels = closed.metadata.labels;
      return [
        merged.status,
        closed.spec?.['unschedulable'],
        labels?.['pool'],
        again.status,
        spec?.['unschedulable'] ?? false,
      ];
    },
    sees: [200, true, 'old', 200, false],
  },
  {
    title: 'a patch that changes nothing is accepted and makes no new version',
    play: async ({ given, request }) => {
      const path = pathOf(nodeNamed('calm-1'));
      await given(nodeNamed('calm-1'));
      await request('PATCH', path, { spec: { unschedulable: true } });
      const before = await read(request, path);
      const again = await request('PATCH', path, { spec: { unschedulable: true } });
      const after = await read(request, path);
      return [again.status, after.metadata.resourceVersion === before.metadata.resourceVersion];
    },
    sees: [200, true],
  },
  {
    title: 'a patch made from a version that has passed is a conflict',
    play: async ({ given, request }) => {
      const path = pathOf(nodeNamed('stale-1'));
      await given(nodeNamed('stale-1'));
      const { metadata } = await read(request, path);
      await request('PATCH', path, { metadata: { labels: { touched: 'yes' } } });
      const { resourceVersion } = metadata;
      const answer = await request('PATCH', path, { metadata: { resourceVersion }, spec: { unschedulable: true } });
      return [answer.status, seen(answer).reason, (await read(request, path)).spec?.['unschedulable'] ?? false];
    },
    sees: [409, 'Conflict', false],
  },
  {
    title: 'a patch in dry run is judged and not kept',
    play: async ({ given, request }) => {
      const path = pathOf(nodeNamed('trial-1'));
      await given(nodeNamed('trial-1'));
      const answer = await request('PATCH', `${path}?dryRun=All`, { spec: { unschedulable: true } });
      return [answer.status, (await read(request, path)).spec?.['unschedulable'] ?? false];
    },
    sees: [200, false],
  },
  {
    title: 'a node that is not there can be neither patched nor deleted',
    play: async ({ request }) => {
      const path = pathOf(nodeNamed('never-1'));
      const patched = await request('PATCH', path, { spec: { unschedulable: true } });
      const deleted = await request('DELETE', path);
      return [patched.status, seen(patched).reason, deleted.status, seen(deleted).reason];
    },
    sees: [404, 'NotFound', 404, 'NotFound'],
  },
  {
    title: 'deleting another node of that name is a conflict: the body of a DELETE is read',
    play: async ({ given, request }) => {
      const path = pathOf(nodeNamed('renewed-1'));
      await given(nodeNamed('renewed-1'));
      const answer = await request('DELETE', path, { preconditions: { uid: nobody } });
      return [answer.status, seen(answer).reason, (await request('GET', path)).status];
    },
    sees: [409, 'Conflict', 200],
  },
  {
    title: 'a node deleted by its uid is gone at once, and its pods stay behind',
    play: async ({ given, request }) => {
      const path = pathOf(nodeNamed('leaves-1'));
      await given(nodeNamed('leaves-1'), podNamed('leaves/a', 'leaves-1'));
      const uid = await uidOf(request, path);
      const answer = await request('DELETE', path, { preconditions: { uid } });
      const pod = await request('GET', pathOf(podNamed('leaves/a', 'leaves-1')));
      return [answer.status, (await request('GET', path)).status, pod.status];
    },
    sees: [200, 404, 200],
  },
];
