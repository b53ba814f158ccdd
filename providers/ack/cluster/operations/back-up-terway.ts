import { equal } from '../../../../src/core/canonical.ts';
import type { Json } from '../../../../src/core/fact.ts';
import { createConfigMap, getConfigMap } from '../../clients/kubernetes/config-maps.ts';
import { parseJson } from '../../json.ts';
import type { Reading } from '../../reading.ts';
import { readApiServer, type Held } from './api-server.ts';
import { fromState, type Ask, type Verdict } from './from-state.ts';
import type { Hands, Operation } from './operation.ts';
import { refuse } from './refusal.ts';
import { namespace, readParts, webhooksIn, type Parts } from './terway.ts';

type Data = Readonly<Record<string, string>>;

interface Seen {
  readonly kept: Data | null;
  readonly parts: Parts;
}

const read = (hands: Hands, { target, texts, args }: Ask<'name'>): Promise<Reading<Held<Seen>>> =>
  readApiServer(hands, target, async (api) => {
    const parts = await readParts(api, webhooksIn(args));
    if (!parts.ok) return parts;
    const kept = await getConfigMap(api, namespace, texts.name);
    return kept.ok ? { ...kept, value: { kept: kept.value?.data ?? null, parts: parts.value } } : kept;
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

const judge = ({ kept, parts }: Seen, name: string): Verdict => {
  if (kept === null) return { is: 'not-done', says: `there is no ConfigMap ${namespace}/${name}` };
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
    const labels = { 'app.kubernetes.io/managed-by': 'onward' };
    return createConfigMap(api, { namespace, name: texts.name, labels, data });
  },
});
