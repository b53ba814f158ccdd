import { actsFor } from '../../providers/ack/cluster/acts.ts';
import type { Need } from '../../providers/ack/cluster/permissions.ts';
import type { Ask } from '../conformance/kubernetes/api.ts';

const rbac = 'rbac.authorization.k8s.io/v1';

const everything: readonly Need[] = ['pro', 'dedicated', 'evict', 'remove'];

/** Grants to `user` what the product says that a journey does in a cluster, in every namespace, and nothing else. */
export const grantActs = async (ask: Ask, user: string, needs = everything): Promise<void> => {
  const rules = actsFor(needs).map(({ verb, group, resource, subresource }) => ({
    ...{ verbs: [verb], apiGroups: [group] },
    resources: [subresource === undefined ? resource : `${resource}/${subresource}`],
  }));
  const metadata = { name: user };
  const subjects = [{ kind: 'User', name: user, apiGroup: 'rbac.authorization.k8s.io' }];
  const roleRef = { kind: 'ClusterRole', name: user, apiGroup: 'rbac.authorization.k8s.io' };
  const made = [
    await ask('POST', `/apis/${rbac}/clusterroles`, { apiVersion: rbac, kind: 'ClusterRole', metadata, rules }),
    await ask('POST', `/apis/${rbac}/clusterrolebindings`, {
      ...{ apiVersion: rbac, kind: 'ClusterRoleBinding', metadata, subjects, roleRef },
    }),
  ];
  if (made.some(({ status }) => status !== 201)) throw new Error(JSON.stringify(made));
};
