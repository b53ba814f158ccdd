import { nodeNamed, pathOf } from '../kubernetes/objects.ts';
import { read, uidOf } from '../kubernetes/seen.ts';
import { meddled, step, type Bench, type Scenario } from './bench.ts';

const nobody = '00000000-0000-0000-0000-000000000000';

/** A Node object as ACK makes it: who it is, its provider id says. */
const master = (name: string) => ({ ...nodeNamed(name), spec: { providerID: `cn-hangzhou.i-${name}` } });

const givenMaster = async ({ api }: Bench, name: string) => {
  await api.given(master(name));
  return {
    path: pathOf(master(name)),
    args: { node: name, instance: `i-${name}`, uid: await uidOf(api.request, pathOf(master(name))) },
  };
};

const renew =
  ({ api }: Bench, name: string) =>
  async (): Promise<void> => {
    await api.request('DELETE', pathOf(master(name)));
    await api.given(master(name));
  };

const exists = async ({ api }: Bench, path: string): Promise<boolean> =>
  (await api.request('GET', path)).status === 200;

/** How masters are closed and their Node objects removed. */
export const nodes: readonly Scenario[] = [
  {
    title: 'a node is closed once and opened again',
    play: async (bench) => {
      const { path, args } = await givenMaster(bench, 'closed-1');
      const [cordon, uncordon] = [step('cordon', args), step('uncordon', args)];
      const told = [
        await cordon.probe(bench.hands),
        await cordon.perform(bench.hands),
        await cordon.probeSince(bench.hands),
      ];
      const again = await cordon.perform(bench.hands);
      const { spec } = await read(bench.api.request, path);
      const back = [await uncordon.perform(bench.hands), await uncordon.probeSince(bench.hands)];
      const after = await read(bench.api.request, path);
      return [told, again, spec?.['unschedulable'], back, after.spec?.['unschedulable'] ?? 'not said'];
    },
    sees: [['not-done', 'accepted', 'done'], 'refused Onward.AlreadySo', true, ['accepted', 'done'], 'not said'],
    writes: ['patch /api/v1/nodes/closed-1 200', 'patch /api/v1/nodes/closed-1 200'],
  },
  {
    title: 'a node that changes between the read and the write is not closed by it, and is read anew',
    play: async (bench) => {
      const { path, args } = await givenMaster(bench, 'busy-1');
      const touch = () => bench.api.request('PATCH', path, { metadata: { labels: { touched: 'yes' } } });
      const told = await step('cordon', args).perform(await meddled(bench.hands, touch));
      const { spec } = await read(bench.api.request, path);
      return [told, spec?.['unschedulable'] ?? false, await step('cordon', args).perform(bench.hands)];
    },
    sees: ['throttled Conflict', false, 'accepted'],
    writes: ['patch /api/v1/nodes/busy-1 409', 'patch /api/v1/nodes/busy-1 200'],
  },
  {
    title: 'another node of that name is never closed, neither when it was read nor when it came since',
    play: async (bench) => {
      const { path, args } = await givenMaster(bench, 'other-1');
      const early = await step('cordon', { ...args, uid: nobody }).perform(bench.hands);
      const late = await step('cordon', args).perform(await meddled(bench.hands, renew(bench, 'other-1')));
      const { spec } = await read(bench.api.request, path);
      return [early, late, await step('cordon', args).probeSince(bench.hands), spec?.['unschedulable'] ?? false];
    },
    sees: ['refused Onward.NotThisOne', 'throttled Conflict', 'failed', false],
    writes: ['patch /api/v1/nodes/other-1 409'],
  },
  {
    title: 'a Node object is removed by its uid, and is then provably gone',
    play: async (bench) => {
      const { path, args } = await givenMaster(bench, 'former-1');
      const remove = step('remove-node', args);
      const told = [
        await remove.probe(bench.hands),
        await remove.perform(bench.hands),
        await remove.probeSince(bench.hands),
      ];
      return [...told, await exists(bench, path), await remove.perform(bench.hands)];
    },
    sees: ['not-done', 'accepted', 'done', false, 'refused Onward.AlreadySo'],
    writes: ['delete /api/v1/nodes/former-1 200'],
  },
  {
    title: 'a Node object of another machine is not removed, whatever its name; nor one that came since',
    play: async (bench) => {
      const { path, args } = await givenMaster(bench, 'machine-1');
      const another = await step('remove-node', { ...args, instance: 'i-another' }).perform(bench.hands);
      const late = await step('remove-node', args).perform(await meddled(bench.hands, renew(bench, 'machine-1')));
      return [another, late, await exists(bench, path), await step('remove-node', args).probeSince(bench.hands)];
    },
    sees: ['refused Onward.NotThisOne', 'refused Conflict', true, 'done'],
    writes: ['delete /api/v1/nodes/machine-1 409'],
  },
  {
    title: 'a node that somebody else removed in between is done, although the removal is refused',
    play: async (bench) => {
      const { path, args } = await givenMaster(bench, 'raced-1');
      const take = () => bench.api.request('DELETE', path);
      const told = await step('remove-node', args).perform(await meddled(bench.hands, take));
      return [told, await step('remove-node', args).probeSince(bench.hands)];
    },
    sees: ['refused NotFound', 'done'],
    writes: ['delete /api/v1/nodes/raced-1 404'],
  },
  {
    title: 'who may do nothing reads nothing and closes nothing: unreadable, never absent',
    play: async (bench) => {
      const { path, args } = await givenMaster(bench, 'guarded-2');
      const told = [await step('cordon', args).probe(bench.guest), await step('remove-node', args).probe(bench.guest)];
      const answer = await step('remove-node', args).answer(bench.guest);
      return [told, answer.is === 'refused' && answer.denied, await exists(bench, path)];
    },
    sees: [['unreadable', 'unreadable'], true, true],
    writes: [],
  },
];
