import { getConfigMap } from '../../clients/kubernetes/config-maps.ts';
import { metadataIn } from '../../clients/kubernetes/metadata.ts';
import { createWebhook, deleteWebhook, getWebhook, type WebhookKind } from '../../clients/kubernetes/webhooks.ts';
import type { JsonObject } from '../../../wire/json.ts';
import type { Reading } from '../../../wire/reading.ts';
import { readApiServer, type Held } from './api-server.ts';
import { fromState, type Ask, type Verdict } from './from-state.ts';
import type { Hands, Operation } from './operation.ts';
import { refuse } from './refusal.ts';
import { backupName, namespace, webhookIn, webhookKinds } from './terway.ts';

type At = Ask<'kind' | 'name'>;

interface Seen {
  readonly webhook: JsonObject | null;
  /** The same one as the backup has it. */
  readonly kept: JsonObject | null;
}

const backupOf = ({ args }: At): string => (typeof args['from'] === 'string' ? args['from'] : backupName);

/** Mutating where the kind is none: nothing is sent for such a one, see `judge`. */
const kindOf = ({ texts }: At): WebhookKind => webhookKinds[texts.kind] ?? 'mutating';

const read = (hands: Hands, ask: At): Promise<Reading<Held<Seen>>> =>
  readApiServer(hands, ask.target, async (api) => {
    const backup = await getConfigMap(api, namespace, backupOf(ask));
    if (!backup.ok) return backup;
    const webhook = await getWebhook(api, kindOf(ask), ask.texts.name);
    if (!webhook.ok) return webhook;
    return { ...webhook, value: { webhook: webhook.value, kept: webhookIn(backup.value?.data ?? {}, ask.texts) } };
  });

const judge = ({ webhook }: Seen, { texts }: At, wanted: boolean): Verdict => {
  const { kind, name } = texts;
  if (!(kind in webhookKinds)) return { is: 'wrong', code: 'Onward.BadArguments', says: `${kind} is no webhook kind` };
  const exists = webhook !== null;
  return { is: exists === wanted ? 'done' : 'not-done', says: `${kind} ${name} ${exists ? 'exists' : 'is not there'}` };
};

const noBackup = (ask: At) =>
  refuse(
    'Onward.NoBackup',
    `ConfigMap ${namespace}/${backupOf(ask)} does not hold ${ask.texts.kind} ${ask.texts.name}`,
  );

/** Deletes a webhook configuration that is in the backup, held to its uid. */
export const removeWebhook: Operation = fromState({
  demands: ['kind', 'name'],
  read,
  judge: ({ object }, ask) => judge(object, ask, false),
  guard: (_, { ask, found: { object } }) => (object.kept === null ? noBackup(ask) : null),
  write: (_, { ask, found: { api, object } }) => {
    const { uid } = metadataIn(object.webhook ?? {});
    return deleteWebhook(api, kindOf(ask), { name: ask.texts.name, uid });
  },
});

/** Creates a webhook configuration again from the backup. */
export const restoreWebhook: Operation = fromState({
  demands: ['kind', 'name'],
  read,
  judge: ({ object }, ask) => judge(object, ask, true),
  write: (_, { ask, found: { api, object } }) =>
    object.kept === null ? Promise.resolve(noBackup(ask)) : createWebhook(api, kindOf(ask), object.kept),
});
