import type { Act } from '../../../../src/core/access.ts';
import { flagIn, objectIn, objectsIn, textIn, type JsonObject } from '../../../wire/json.ts';
import { mapReading, type Reading } from '../../../wire/reading.ts';
import type { Kubernetes } from './api.ts';
import { textListIn } from './metadata.ts';

export interface Access {
  readonly allowed: boolean;
  readonly reason: string;
}

export interface Rules {
  /** True where the authorizer could not tell all: what is missing here may still be allowed. */
  readonly incomplete: boolean;
  readonly rules: readonly {
    readonly verbs: readonly string[];
    readonly groups: readonly string[];
    readonly resources: readonly string[];
    readonly names: readonly string[];
  }[];
}

const base = '/apis/authorization.k8s.io/v1';

const accessIn = (body: JsonObject): Access | null => {
  const status = objectIn(body, 'status');
  const allowed = flagIn(status, 'allowed');
  return allowed === null ? null : { allowed, reason: textIn(status, 'reason') || textIn(status, 'evaluationError') };
};

/** May the caller do this? Asked of the API server itself, which decides it as it would the act. */
export const reviewAccess = async (api: Kubernetes, act: Act): Promise<Reading<Access>> => {
  const body = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: { ...act } },
  };
  return mapReading(await api.review(`${base}/selfsubjectaccessreviews`, body), accessIn, 'status.allowed');
};

const rulesIn = (body: JsonObject): Rules | null => {
  const status = objectIn(body, 'status');
  if (!('resourceRules' in status)) return null;
  return {
    incomplete: flagIn(status, 'incomplete') === true,
    rules: objectsIn(status, 'resourceRules').map((rule) => ({
      verbs: textListIn(rule, 'verbs'),
      groups: textListIn(rule, 'apiGroups'),
      resources: textListIn(rule, 'resources'),
      names: textListIn(rule, 'resourceNames'),
    })),
  };
};

/** All that the caller may do in one namespace, as far as the API server can tell. */
export const reviewRules = async (api: Kubernetes, namespace: string): Promise<Reading<Rules>> => {
  const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } };
  return mapReading(await api.review(`${base}/selfsubjectrulesreviews`, body), rulesIn, 'status.resourceRules');
};
