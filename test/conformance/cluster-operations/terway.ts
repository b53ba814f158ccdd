import type { KubernetesObject } from '../kubernetes/api.ts';
import { pathOf } from '../kubernetes/objects.ts';
import { read } from '../kubernetes/seen.ts';
import { meddled, step, type Bench, type Scenario } from './bench.ts';

const namespace = 'kube-system';
const name = 'terway-controlplane';
const backupName = 'onward-terway-backup';
const labels = { app: name };
const containers = [{ name: 'main', image: 'main:1', env: [{ name: 'KEPT', value: 'yes' }] }];

const deployment = (named: string, replicas: number): KubernetesObject => ({
  ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: named, namespace } },
  spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
});

const hooks = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'] as const;
const hookOf = (kind: string): KubernetesObject => ({
  ...{ apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata: { name } },
  // It is asked about nothing that these tests do.
  ...{
    webhooks: [
      {
        ...{
          name: 'pods.terway.example',
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
          failurePolicy: 'Ignore',
        },
        clientConfig: { service: { namespace, name: 'terway', path: '/' } },
        rules: [{ apiGroups: ['terway.example'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['things'] }],
      },
    ],
  },
});

const backupPath = `/api/v1/namespaces/${namespace}/configmaps/${backupName}`;
const hookPaths = hooks.map((kind) => pathOf(hookOf(kind)));
const deploymentPath = pathOf(deployment(name, 2));

/** What the controllers of a cluster would say of the deployment. */
const runs = ({ api }: Bench, replicas: number) =>
  api.request('PATCH', `${deploymentPath}/status`, { status: { replicas, readyReplicas: replicas } });

const statuses = async ({ api }: Bench): Promise<readonly number[]> =>
  Promise.all([backupPath, ...hookPaths].map(async (path) => (await api.request('GET', path)).status));

const backup = step('back-up-terway', { name: backupName });
const unkeep = step('delete-terway-backup', { name: backupName });
const removals = hooks.map((kind) => step('remove-webhook', { kind, name }));
const restores = hooks.map((kind) => step('restore-webhook', { kind, name }));

const inTurn = async (steps: readonly ReturnType<typeof step>[], bench: Bench): Promise<readonly string[]> => {
  const told: string[] = [];
  for (const one of steps) told.push(await one.perform(bench.hands), await one.probeSince(bench.hands));
  return told;
};

const scaleBy = async (bench: Bench, replicas: number): Promise<readonly string[]> => {
  const scale = step('scale-terway', { replicas });
  const told = [await scale.perform(bench.hands), await scale.probeSince(bench.hands)];
  await runs(bench, replicas);
  return [...told, await scale.probeSince(bench.hands)];
};

const collections = hookPaths.map((path) => path.slice(0, path.lastIndexOf('/')));

/** How Terway's control plane is parked and put back. One scenario after another: they share its one name. */
export const terway: readonly Scenario[] = [
  {
    title: 'Terway’s control plane is kept, parked and put back as it was, and nothing of it is left behind',
    play: async (bench) => {
      const { api, hands } = bench;
      await api.given(deployment(name, 2), ...hooks.map(hookOf));
      await runs(bench, 2);
      const before = await Promise.all(hookPaths.map(async (path) => await read(api.request, path)));
      const kept = [await backup.probe(hands), ...(await inTurn([backup], bench))];
      const parked = [await scaleBy(bench, 0), await inTurn(removals, bench), await unkeep.perform(hands)];
      const gone = await statuses(bench);
      const back = [await inTurn(restores, bench), await unkeep.perform(hands), await scaleBy(bench, 2)];
      const after = await Promise.all(hookPaths.map(async (path) => await read(api.request, path)));
      const same = after.every(
        (one, at) => JSON.stringify(one['webhooks' as never]) === JSON.stringify(before[at]?.['webhooks' as never]),
      );
      return { kept, parked, gone, back, same, unkept: await inTurn([unkeep], bench), left: await statuses(bench) };
    },
    sees: {
      kept: ['not-done', 'accepted', 'done'],
      parked: [
        ['accepted', 'in-flight', 'done'],
        ['accepted', 'done', 'accepted', 'done'],
        'refused Onward.WouldBeLost',
      ],
      gone: [200, 404, 404],
      back: [['accepted', 'done', 'accepted', 'done'], 'refused Onward.WouldBeLost', ['accepted', 'in-flight', 'done']],
      same: true,
      unkept: ['accepted', 'done'],
      left: [404, 200, 200],
    },
    writes: [
      `create /api/v1/namespaces/${namespace}/configmaps 201`,
      `patch ${deploymentPath} 200`,
      ...hookPaths.map((path) => `delete ${path} 200`),
      ...collections.map((path) => `create ${path} 201`),
      `patch ${deploymentPath} 200`,
      `delete ${backupPath} 200`,
    ],
  },
  {
    title: 'a backup that somebody touches before it is removed is not, and is left to whoever made it theirs',
    play: async (bench) => {
      const { api, hands } = bench;
      await inTurn([backup], bench);
      const unlabel = () =>
        api.request('PATCH', backupPath, { metadata: { labels: { 'app.kubernetes.io/managed-by': 'a-person' } } });
      const told = [
        await unkeep.perform(await meddled(hands, unlabel)),
        await unkeep.probeSince(hands),
        await unkeep.perform(hands),
      ];
      const stays = (await api.request('GET', backupPath)).status;
      await api.request('DELETE', backupPath);
      return [...told, stays];
    },
    sees: ['throttled Conflict', 'done', 'refused Onward.AlreadySo', 200],
    writes: [`create /api/v1/namespaces/${namespace}/configmaps 201`, `delete ${backupPath} 409`],
  },
  {
    title:
      'a deployment that changes between the read and the write is not scaled by it; nor a webhook made anew removed',
    play: async (bench) => {
      const { api, hands } = bench;
      await inTurn([backup], bench);
      const touch = () => api.request('PATCH', deploymentPath, { metadata: { labels: { touched: 'yes' } } });
      const scaled = await step('scale-terway', { replicas: 0 }).perform(await meddled(hands, touch));
      const renew = async () => {
        await api.request('DELETE', hookPaths[0]!);
        await api.given(hookOf(hooks[0]));
      };
      const removed = await removals[0]!.perform(await meddled(hands, renew));
      await api.request('DELETE', backupPath);
      return [scaled, (await read(api.request, deploymentPath)).spec?.['replicas'], removed, await statuses(bench)];
    },
    sees: ['throttled Conflict', 2, 'refused Conflict', [404, 200, 200]],
    writes: [
      `create /api/v1/namespaces/${namespace}/configmaps 201`,
      `patch ${deploymentPath} 409`,
      `delete ${hookPaths[0]!} 409`,
    ],
  },
  {
    title: 'the virtual node is pointed at an address and back, and keeps its other variables',
    play: async (bench) => {
      const { api, hands } = bench;
      const node = deployment('ack-virtual-node-controller', 1);
      await api.given(node);
      const env = async () => {
        const { template } = (await read(api.request, pathOf(node))).spec as {
          template: { spec: { containers: readonly { env?: object[] }[] } };
        };
        return template.spec.containers[0]?.env?.map((one) => Object.values(one).join('='));
      };
      const [point, back] = [
        { host: '10.0.0.9', port: '6443' },
        { host: null, port: null },
      ].map((args) => step('point-virtual-node', args));
      const told = [await point!.probe(hands), await point!.perform(hands)];
      const pointed = await env();
      return [told, pointed?.toSorted(), await back!.perform(hands), await env()];
    },
    sees: [
      ['not-done', 'accepted'],
      ['KEPT=yes', 'KUBERNETES_APISERVER_HOST=10.0.0.9', 'KUBERNETES_APISERVER_PORT=6443'],
      'accepted',
      ['KEPT=yes'],
    ],
    writes: Array(2).fill(
      `patch /apis/apps/v1/namespaces/${namespace}/deployments/ack-virtual-node-controller 200`,
    ) as string[],
  },
];
