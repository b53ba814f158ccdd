import { json, type Reply } from '../reply.ts';
import { applyPatch } from './change.ts';
import { react } from './controllers.ts';
import { at, mapping, spell, storeKey, type KubernetesObject } from './object.ts';
import { isDryRun, parseBody, type KubernetesRequest } from './request.ts';
import { invalid, modified, notAllowed, notFound } from './status.ts';
import { find, revise, withFields } from './store.ts';

/** The Scale of a workload: how many there are to be, and are. */
function scaleOf({ metadata, spec, status }: KubernetesObject): Readonly<Record<string, unknown>> {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const labels = Object.entries(mapping(at(spec, 'selector.matchLabels')));
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: Number(at(spec, 'replicas') ?? 1) },
    status: {
      replicas: Number(at(status, 'replicas') ?? 0),
      selector: labels.map(([label, value]) => `${label}=${String(value)}`).join(','),
    },
  };
}

const render = (object: KubernetesObject): Reply => json(200, scaleOf(object), { 'content-type': 'application/json' });

function write(request: KubernetesRequest, object: KubernetesObject, wanted: unknown): Reply {
  const { resource, incoming, store, now } = request;
  const version = at(wanted, 'metadata.resourceVersion');
  if (version !== undefined && version !== object.metadata.resourceVersion)
    return modified(resource, object.metadata.name);
  const replicas = at(wanted, 'spec.replicas') ?? 0;
  if (typeof replicas !== 'number' || replicas < 0 || !Number.isInteger(replicas)) {
    return invalid({ kind: 'Scale', group: 'autoscaling' }, object.metadata.name, {
      field: 'spec.replicas',
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${spell(replicas)}: must be greater than or equal to 0`,
    });
  }
  const scaled = withFields(object, 'spec', { replicas });
  if (isDryRun(incoming)) return render(scaled);
  const changed = revise(store, storeKey(resource), scaled);
  react(store, now);
  return render(changed);
}

/** GET, PUT and PATCH of …/scale. */
export function scale(request: KubernetesRequest): Reply {
  const { resource, incoming, store, namespace, name = '' } = request;
  const object = find(store, storeKey(resource), { namespace, name });
  if (object === undefined) return notFound(resource, name);
  switch (incoming.method) {
    case 'GET':
      return render(object);
    case 'PUT':
    case 'PATCH': {
      const wanted = incoming.method === 'PUT' ? parseBody(incoming) : applyPatch(request, scaleOf(object));
      return wanted.ok ? write(request, object, wanted.value) : wanted.reply;
    }
    default:
      return notAllowed();
  }
}
