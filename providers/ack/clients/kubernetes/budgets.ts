import { numberIn, objectIn, objectsIn, textIn, type JsonObject } from '../../../wire/json.ts';
import type { Reading } from '../../../wire/reading.ts';
import type { Kubernetes } from './api.ts';
import { mapItems, metadataIn, textListIn, textMapIn, type Metadata } from './metadata.ts';

export interface DisruptionBudget extends Metadata {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: readonly {
    readonly key: string;
    /** In, NotIn, Exists, DoesNotExist. */
    readonly operator: string;
    readonly values: readonly string[];
  }[];
  readonly disruptionsAllowed: number | null;
  readonly currentHealthy: number | null;
  readonly desiredHealthy: number | null;
}

const budgetIn = (object: JsonObject): DisruptionBudget => {
  const [selector, status] = [objectIn(objectIn(object, 'spec'), 'selector'), objectIn(object, 'status')];
  return {
    ...metadataIn(object),
    matchLabels: textMapIn(selector, 'matchLabels'),
    matchExpressions: objectsIn(selector, 'matchExpressions').map((one) => ({
      key: textIn(one, 'key'),
      operator: textIn(one, 'operator'),
      values: textListIn(one, 'values'),
    })),
    disruptionsAllowed: numberIn(status, 'disruptionsAllowed'),
    currentHealthy: numberIn(status, 'currentHealthy'),
    desiredHealthy: numberIn(status, 'desiredHealthy'),
  };
};

/** Budgets of all namespaces, in the newest form that this API server has (clusters before 1.21: v1beta1). */
export const listDisruptionBudgets = async (api: Kubernetes): Promise<Reading<readonly DisruptionBudget[]>> => {
  const group = await api.get('/apis/policy');
  if (!group.ok) return group;
  const versions = objectsIn(group.value ?? {}, 'versions').map((one) => textIn(one, 'version'));
  const version = versions.includes('v1') ? 'v1' : 'v1beta1';
  return mapItems(await api.list(`/apis/policy/${version}/poddisruptionbudgets`), budgetIn);
};
