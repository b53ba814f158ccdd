import type { Act, Role } from '../core/access.ts';

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** One object as kubectl takes it. */
export type RbacObject = Readonly<Record<string, unknown>> & { readonly kind: string };

/** Whom the roles are bound to: not known offline. In ACK a user is the id of the RAM user or role. */
export const subjectPlaceholder = 'RAM-USER-OR-ROLE-ID';

const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

const resourceOf = ({ resource, subresource }: Act): string =>
  subresource === undefined ? resource : `${resource}/${subresource}`;

/** Acts of one group that differ in nothing but what `by` leaves out become one. */
const merged = (rules: readonly Rule[], by: (rule: Rule) => unknown, join: (a: Rule, b: Rule) => Rule) => {
  const found = new Map<string, Rule>();
  for (const rule of rules) {
    const key = JSON.stringify(by(rule));
    const other = found.get(key);
    found.set(key, other === undefined ? rule : join(other, rule));
  }
  return [...found.values()];
};

const rulesOf = (acts: readonly Act[]): readonly Rule[] => {
  const single = acts.map((act): Rule => ({
    apiGroups: [act.group],
    resources: [resourceOf(act)],
    ...(act.name === undefined ? {} : { resourceNames: [act.name] }),
    verbs: [act.verb],
  }));
  const verbs = merged(
    single,
    ({ apiGroups, resources, resourceNames }) => [apiGroups, resources, resourceNames ?? null],
    (a, b) => ({ ...a, verbs: sorted([...a.verbs, ...b.verbs]) }),
  );
  const rules = merged(
    verbs,
    (rule) => [rule.apiGroups, rule.resourceNames ?? null, rule.verbs],
    (a, b) => ({ ...a, resources: sorted([...a.resources, ...b.resources]) }),
  );
  return [...rules].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
};

const pair = (name: string, namespace: string | null, rules: readonly Rule[]): readonly RbacObject[] => {
  const scope = namespace === null ? 'ClusterRole' : 'Role';
  const metadata = { name, ...(namespace === null ? {} : { namespace }) };
  const group = 'rbac.authorization.k8s.io';
  return [
    { apiVersion: `${group}/v1`, kind: scope, metadata, rules },
    {
      apiVersion: `${group}/v1`,
      kind: `${scope}Binding`,
      metadata,
      roleRef: { apiGroup: group, kind: scope, name },
      subjects: [{ apiGroup: group, kind: 'User', name: subjectPlaceholder }],
    },
  ];
};

/** A ClusterRole for what is done in the whole cluster, a Role for each namespace, and their bindings. */
export const rbacOf = (acts: readonly Act[], role: Role): readonly RbacObject[] => {
  const namespaces = sorted(acts.flatMap(({ namespace }) => (namespace === undefined ? [] : [namespace])));
  return [null, ...namespaces].flatMap((namespace) => {
    const own = acts.filter((act) => (act.namespace ?? null) === namespace);
    return own.length === 0 ? [] : pair(`onward-${role}`, namespace, rulesOf(own));
  });
};
