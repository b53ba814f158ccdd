import { json, type Reply } from '../reply.ts';
import type { WorldAccessRule } from '../world-schema.ts';
import { isAllowed, rulesOf } from './access.ts';
import { apiVersionOf, mapping } from './object.ts';
import { parseMapping, type KubernetesRequest } from './request.ts';
import { badRequest } from './status.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Paths outside resources, as /readyz, are open to whoever has a token. */
function accessOf(
  { cluster }: KubernetesRequest,
  spec: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  const { resourceAttributes, nonResourceAttributes } = spec;
  if (resourceAttributes === undefined) return nonResourceAttributes === undefined ? undefined : { allowed: true };
  const { verb, group, resource, subresource, namespace, name } = mapping(resourceAttributes);
  const asked = {
    verb: text(verb),
    group: text(group),
    resource: subresource ? `${text(resource)}/${text(subresource)}` : text(resource),
    namespace: text(namespace),
    name: text(name),
  };
  const allowed = isAllowed(cluster, asked);
  return { allowed, ...(allowed && { reason: 'RBAC: allowed by the rules of the world' }) };
}

function rulesFor({ cluster }: KubernetesRequest, namespace: string): Readonly<Record<string, unknown>> {
  const all: readonly WorldAccessRule[] = [{ verbs: ['*'], groups: ['*'], resources: ['*'] }];
  const rules = (rulesOf(cluster) ?? all).filter(
    ({ namespaces }) => namespaces === undefined || namespaces.includes('*') || namespaces.includes(namespace),
  );
  return {
    resourceRules: rules.map(({ verbs, groups = [''], resources, names }) => ({
      verbs,
      apiGroups: groups,
      resources,
      ...(names && { resourceNames: names }),
    })),
    nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['*'] }],
    incomplete: false,
  };
}

/** POST of a question about oneself: answered at once, kept nowhere. */
export function review(request: KubernetesRequest): Reply {
  const { incoming, resource } = request;
  const parsed = parseMapping(incoming);
  if (!parsed.ok) return parsed.reply;
  const spec = mapping(parsed.body['spec']);
  const access = resource.kind === 'SelfSubjectAccessReview';
  const status = access ? accessOf(request, spec) : rulesFor(request, text(spec['namespace']));
  if (status === undefined) {
    return badRequest('exactly one of nonResourceAttributes or resourceAttributes must be specified');
  }
  const { kind } = resource;
  return json(
    201,
    { kind, apiVersion: apiVersionOf(resource), metadata: {}, spec, status },
    { 'content-type': 'application/json' },
  );
}
