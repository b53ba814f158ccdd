import { equal } from '../../../../src/core/canonical.ts';
import type { Json } from '../../../../src/core/fact.ts';
import {
  createConfigMap,
  deleteConfigMap,
  getConfigMap,
  type ConfigMap,
} from '../../clients/kubernetes/config-maps.ts';
import { parseJson } from '../../../wire/json.ts';
import type { Reading } from '../../../wire/reading.ts';
import { readApiServer, type Held } from './api-server.ts';
import { fromState, type Ask, type Verdict } from './from-state.ts';
import type { Hands, Operation } from './operation.ts';
import { orMoved, refuse } from './refusal.ts';
import { namespace, readParts, webhooksIn, type Parts } from './terway.ts';

type Data = Readonly<Record<string, string>>;

/** By which a ConfigMap is known as one of ours. */
const ours = { 'app.kubernetes.io/managed-by': 'onward' };

interface Seen {
  readonly kept: ConfigMap | null;
  readonly parts: Parts;
}

const read = (hands: Hands, { target, texts, args }: Ask<'name'>): Promise<Reading<Held<Seen>>> =>
  readApiServer(hands, target, async (api) => {
    const parts = await readParts(api, webhooksIn(args));
    if (!parts.ok) return parts;
    const kept = await getConfigMap(api, namespace, texts.name);
    return kept.ok ? { ...kept, value: { kept: kept.value, parts: parts.value } } : kept;
  });

/** A webhook configuration that is there must be in the backup word for word; one that is gone by now may be. */
const lacking = (kept: Data, { webhooks }: Parts): string | undefined =>
  Object.entries(webhooks).find(([key, now]) => !equal(parseJson(kept[key] ?? '') ?? null, now as Json))?.[0];

/** Replicas that are there must be what was kept; none may mean that it is parked already. */
const isKept = (kept: Data, { deployment }: Parts): boolean => {
  const replicas = Number(kept['replicas'] ?? 'none');
  const now = deployment?.replicas ?? 0;
  return Number.isInteger(replicas) && replicas >= 0 && (now === 0 || now === replicas);
};

const none = (name: string): string => `there is no ConfigMap ${namespace}/${name}`;

const judge = ({ kept: found, parts }: Seen, name: string): Verdict => {
  if (found === null) return { is: 'not-done', says: none(name) };
  const kept = found.data;
  const other = lacking(kept, parts) ?? (isKept(kept, parts) ? null : 'replicas');
  const says = `ConfigMap ${namespace}/${name} holds ${Object.keys(kept).sort().join(', ')}`;
  if (other === null) return { is: 'done', says, result: { replicas: Number(kept['replicas']) } };
  return { is: 'wrong', code: 'Onward.NotThisOne', says: `${says}, and of ${other} not what is there now` };
};

/** A ConfigMap with the replicas and the webhook configurations of Terway's control plane, before they are parked. */
export const backUpTerway: Operation = fromState({
  demands: ['name'],
  read,
  judge: ({ object }, { texts }) => judge(object, texts.name),
  write: async (_, { ask: { texts }, found: { api, object } }) => {
    const { deployment, webhooks } = object.parts;
    if (deployment === null) return refuse('Onward.NotThere', 'there is no custom pod configuration to keep');
    const texted = Object.entries(webhooks).map(([key, webhook]) => [key, JSON.stringify(webhook)] as const);
    const data = { replicas: String(deployment.replicas ?? 1), ...Object.fromEntries(texted) };
    return createConfigMap(api, { namespace, name: texts.name, labels: ours, data });
  },
});

const isOurs = ({ labels }: ConfigMap): boolean =>
  Object.entries(ours).every(([label, value]) => labels[label] === value);

/**
 * What the backup holds and the cluster does not have again: with the backup it would be lost. A webhook configuration that
 * is there may differ: Terway writes its certificate into it as soon as it runs.
 */
const onlyKept = ({ data }: ConfigMap, { deployment, webhooks }: Parts): readonly string[] => {
  const now = deployment?.replicas ?? 0;
  const isBack = now > 0 || data['replicas'] === String(now);
  return Object.keys(data).filter((key) => (key === 'replicas' ? !isBack : webhooks[key] === undefined));
};

const judgeRemoval = ({ kept, parts }: Seen, name: string): Verdict => {
  if (kept === null) return { is: 'done', says: none(name) };
  const which = `ConfigMap ${namespace}/${name} uid=${kept.uid}`;
  if (!isOurs(kept)) return { is: 'done', says: `${which} is not labelled as Onward's: it stays` };
  const [lost] = onlyKept(kept, parts);
  if (lost === undefined) return { is: 'not-done', says: `${which} holds nothing that is not there again` };
  return { is: 'wrong', code: 'Onward.WouldBeLost', says: `${which} holds ${lost}, which is not there again` };
};

/**
 * Deletes our backup once all that it holds is there again, held to its uid and version: what somebody else made, labelled
 * or wrote into it since is not touched.
 */
export const deleteTerwayBackup: Operation = fromState({
  demands: ['name'],
  read,
  judge: ({ object }, { texts }) => judgeRemoval(object, texts.name),
  write: async (_, { ask: { texts }, found: { api, object } }) =>
    object.kept === null
      ? refuse('Onward.NotThere', none(texts.name))
      : orMoved(await deleteConfigMap(api, object.kept)),
});
