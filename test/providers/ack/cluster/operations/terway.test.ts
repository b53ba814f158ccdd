import { describe, expect, it } from 'vitest';
import { operations } from '../../../../../providers/ack/cluster/operations/all.ts';
import type { JsonObject } from '../../../../../providers/wire/json.ts';
import { proveStates, type State } from './prove-states.ts';
import { call, fence, refused, since, stubHands, type Cloud } from './stub-hands.ts';
import { samples } from './samples.ts';
import {
  backup,
  backupPath,
  deployment,
  keptWebhook,
  mutating,
  mutatingPath,
  running,
  terwayPath,
  validatingPath,
  webhook,
  wholeBackup,
} from './things.ts';

const both = {
  [mutatingPath]: webhook('MutatingWebhookConfiguration'),
  [validatingPath]: webhook('ValidatingWebhookConfiguration'),
};
const gone = { [mutatingPath]: null, [validatingPath]: null };
const kept = (object: JsonObject | null, replicas = 2, webhooks: Cloud['objects'] = both): Cloud => ({
  objects: { [backupPath]: object, [terwayPath]: deployment(replicas, {}), ...webhooks },
});
const terway = (replicas: number, status: { readonly [name: string]: number }): Cloud => ({
  objects: { [terwayPath]: deployment(replicas, status) },
});
const noTerway: Cloud = { objects: { [terwayPath]: null } };
const hook = (object: JsonObject | null, from: JsonObject | null = wholeBackup): Cloud => ({
  objects: { [backupPath]: from, [mutatingPath]: object },
});
const theHook = webhook('MutatingWebhookConfiguration');

const parked: readonly State[] = [
  {
    operation: 'back-up-terway',
    reason: 'it holds what is there',
    cloud: kept(wholeBackup),
    is: 'done',
    says: '"replicas":2',
  },
  { operation: 'back-up-terway', reason: 'parked by now', cloud: kept(wholeBackup, 0, gone), since, is: 'done' },
  {
    operation: 'back-up-terway',
    reason: 'an old one of other replicas',
    cloud: kept(wholeBackup, 3),
    is: 'not-done',
    performs: 'Onward.NotThisOne',
  },
  {
    operation: 'back-up-terway',
    reason: 'one that lacks a webhook',
    cloud: kept(backup({ replicas: '2' })),
    since,
    is: 'failed',
    says: 'MutatingWebhookConfiguration.terway-controlplane',
  },
  {
    operation: 'back-up-terway',
    reason: 'nothing to keep',
    cloud: { objects: { [backupPath]: null, [terwayPath]: null, ...both } },
    is: 'not-done',
    performs: 'Onward.NotThere',
  },
  { operation: 'delete-terway-backup', reason: 'it is gone', cloud: kept(null), is: 'done' },
  {
    operation: 'delete-terway-backup',
    reason: 'all that it holds is there again',
    cloud: kept(wholeBackup),
    is: 'not-done',
    performs: `DELETE ${backupPath}`,
  },
  {
    operation: 'delete-terway-backup',
    reason: 'more run than before, and Terway wrote its certificate into its webhooks',
    cloud: kept(backup({ replicas: '2', 'MutatingWebhookConfiguration.terway-controlplane': '{}' }), 3),
    is: 'not-done',
    performs: `DELETE ${backupPath}`,
  },
  {
    operation: 'delete-terway-backup',
    reason: 'another made one of its name',
    cloud: kept(backup({ replicas: '2' }, {})),
    is: 'done',
    says: 'it stays',
    performs: 'Onward.AlreadySo',
  },
  {
    operation: 'delete-terway-backup',
    reason: 'a webhook is not there again',
    cloud: kept(wholeBackup, 2, gone),
    since,
    is: 'failed',
    says: 'MutatingWebhookConfiguration.terway-controlplane, which is not there again',
    performs: 'Onward.WouldBeLost',
  },
  {
    operation: 'delete-terway-backup',
    reason: 'it is still parked',
    cloud: kept(wholeBackup, 0),
    is: 'not-done',
    performs: 'Onward.WouldBeLost',
  },
  {
    operation: 'delete-terway-backup',
    reason: 'somebody keeps more in it',
    cloud: kept(backup({ replicas: '2', note: 'mine' })),
    is: 'not-done',
    performs: 'Onward.WouldBeLost',
  },
  { operation: 'scale-terway', reason: 'no pod is left', cloud: terway(0, {}), is: 'done' },
  {
    operation: 'scale-terway',
    reason: 'its pods still stop',
    cloud: terway(0, { replicas: 1 }),
    since,
    is: 'in-flight',
  },
  { operation: 'scale-terway', reason: 'it is gone', cloud: noTerway, is: 'done' },
  {
    operation: 'scale-terway',
    reason: 'up again, and all are ready',
    args: { replicas: 2 },
    cloud: terway(2, running),
    is: 'done',
  },
  {
    operation: 'scale-terway',
    reason: 'up again, and one is not ready',
    args: { replicas: 2 },
    cloud: terway(2, { replicas: 2, readyReplicas: 1 }),
    is: 'in-flight',
  },
  {
    operation: 'scale-terway',
    reason: 'no count',
    args: { replicas: -1 },
    cloud: terway(2, running),
    is: 'not-done',
    performs: 'Onward.BadArguments',
  },
  { operation: 'remove-webhook', reason: 'it is gone', cloud: hook(null), is: 'done' },
  {
    operation: 'remove-webhook',
    reason: 'it is kept',
    cloud: hook(theHook),
    is: 'not-done',
    performs: `DELETE ${mutatingPath}`,
  },
  {
    operation: 'remove-webhook',
    reason: 'there is no backup',
    cloud: hook(theHook, null),
    is: 'not-done',
    performs: 'Onward.NoBackup',
  },
  {
    operation: 'remove-webhook',
    reason: 'the backup holds another under its key',
    cloud: hook(theHook, backup({ 'MutatingWebhookConfiguration.terway-controlplane': '{"metadata":{"name":"x"}}' })),
    is: 'not-done',
    performs: 'Onward.NoBackup',
  },
  {
    operation: 'remove-webhook',
    reason: 'no kind of webhook',
    args: { kind: 'Secret' },
    cloud: hook(theHook),
    is: 'not-done',
    performs: 'Onward.BadArguments',
  },
  { operation: 'restore-webhook', reason: 'it is there', cloud: hook(theHook), is: 'done' },
  {
    operation: 'restore-webhook',
    reason: 'there is no backup',
    cloud: hook(null, null),
    is: 'not-done',
    performs: 'Onward.NoBackup',
  },
];

proveStates('custom pod configuration', parked);

const sentBy = async (operation: string, cloud: Cloud, args = samples[operation]!.args) => {
  const stub = stubHands(cloud);
  const answer = await operations[operation]!.perform(stub.hands, call(operation, args), fence);
  return { answer, sent: stub.writes[0]!.sent };
};

describe('what is sent', () => {
  it('keeps the replicas and both webhooks as they can be created again', async () => {
    const { sent } = await sentBy('ack.back-up-terway/1', kept(null));
    const { data } = (sent[0] as { readonly body: { readonly data: Readonly<Record<string, string>> } }).body;
    const kinds = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];
    expect(Object.keys(data).sort()).toEqual([...kinds.map((kind) => `${kind}.terway-controlplane`), 'replicas']);
    expect(data['replicas']).toBe('2');
    const texts = kinds.map((kind) => JSON.parse(data[`${kind}.terway-controlplane`] ?? '') as unknown);
    expect(texts).toEqual(kinds.map((kind) => JSON.parse(keptWebhook(kind)) as unknown));
  });

  it('restores a webhook from what the ConfigMap holds', async () => {
    const { sent } = await sentBy('ack.restore-webhook/1', hook(null), { ...mutating, from: 'onward-terway-backup' });
    expect(sent[0]).toMatchObject({ method: 'POST', body: JSON.parse(keptWebhook(mutating.kind)) as unknown });
  });

  it('holds the removal of its backup to its uid and version, and reads anew when it has changed', async () => {
    const conflict = { ...refused, code: 'Conflict' } as const;
    const { answer, sent } = await sentBy('ack.delete-terway-backup/1', { ...kept(wholeBackup), answer: conflict });
    expect(sent[0]).toMatchObject({ body: { preconditions: { uid: 'uid-c', resourceVersion: '3' } } });
    expect(answer).toMatchObject({ is: 'throttled', code: 'Conflict', why: 'no' });
  });

  it('holds the removal of a webhook to its uid', async () => {
    const { sent } = await sentBy('ack.remove-webhook/1', hook(theHook));
    expect(sent[0]).toMatchObject({ body: { preconditions: { uid: 'uid-MutatingWebhookConfiguration' } } });
  });

  it('reads anew when a Deployment has changed in between', async () => {
    const conflict = { ...refused, code: 'Conflict' } as const;
    const { answer, sent } = await sentBy('ack.scale-terway/1', { ...terway(2, running), answer: conflict });
    expect(answer).toMatchObject({ is: 'throttled' });
    expect(sent[0]).toMatchObject({
      body: { metadata: { uid: 'uid-d', resourceVersion: '9' }, spec: { replicas: 0 } },
    });
  });
});
