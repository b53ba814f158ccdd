import { roleMay } from './access/authorize.ts';
import type { Node } from './cluster.ts';
import type { LiveBucket } from './live-bucket.ts';
import type { LiveCluster } from './live-cluster.ts';
import { hasAssistant, type LiveInstance } from './live-instance.ts';
import type { LiveWorld } from './live-world.ts';
import type { WorldFailure } from './world-schema.ts';

/** Where the snapshot goes, as the call names it. */
export interface Destination {
  readonly bucket: string;
  readonly endpoint: string;
}

interface Situation {
  readonly world: LiveWorld;
  readonly cluster: LiveCluster;
  readonly to: Destination;
  readonly now: number;
}

const mastersOf = ({ told }: LiveCluster): readonly Node[] => told.nodes.filter(({ role }) => role === 'Master');

/** Commands are sent to every master, and all must run them. */
function cannotHibernate({ cluster, now }: Situation): WorldFailure | undefined {
  const dumb = mastersOf(cluster).find(({ instance }) => {
    const machine = cluster.instances.get(instance);
    return machine === undefined || !hasAssistant(machine, now);
  });
  return (
    dumb && {
      phase: 'hibernate',
      code: 'CloudAssistantNotRunning',
      message: `the Cloud Assistant client of master ${dumb.instance} does not answer: the control plane cannot be stopped`,
    }
  );
}

const fails = (code: string, message: string): WorldFailure => ({ phase: 'snapshot', code, message });

/** What the snapshot command needs of the master that leads etcd: packages, and role credentials without a token. */
function cannotPrepare({ cluster }: Situation, leader: LiveInstance | undefined): WorldFailure | undefined {
  if (leader === undefined || leader.released) return fails('EtcdLeaderNotFound', 'no master leads etcd');
  if (mastersOf(cluster).some(({ yum }) => !yum)) return fails('YumInstallFailed', 'yum install curl wget jq failed');
  if (leader.told.httpTokens === 'required') {
    return fails('MetadataForbidden', `the metadata service of ${leader.id} wants a token: 403 Forbidden`);
  }
  return leader.ramRole === ''
    ? fails('MetadataNotFound', `the metadata service of ${leader.id} names no role: 404 Not Found`)
    : undefined;
}

/** Bucket-qualified or not, public or internal; an endpoint of another form is taken as it is. */
const regionOf = (endpoint: string): string | undefined =>
  /(?:^|\.|\/)oss-([a-z]{2}-[a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com/.exec(endpoint)?.[1];

function cannotReach({ cluster, to }: Situation, bucket: LiveBucket | undefined): WorldFailure | undefined {
  if (bucket === undefined) return fails('NoSuchBucket', `bucket ${to.bucket}: The specified bucket does not exist.`);
  const region = regionOf(to.endpoint) ?? cluster.told.region;
  if (bucket.region !== region || region !== cluster.told.region) {
    const why = 'The bucket you are attempting to access must be addressed using the specified endpoint.';
    return fails('AccessDenied', `bucket ${to.bucket}: ${why}`);
  }
  if (!bucket.referer.allowEmpty) {
    return fails('AccessDenied', `bucket ${to.bucket}: You are denied by bucket referer policy.`);
  }
  return undefined;
}

/** Put by the master's role, then read by ACK through a link signed by the same role. */
function cannotStore(
  { world, cluster }: Situation,
  bucket: LiveBucket,
  leader: LiveInstance,
): WorldFailure | undefined {
  const refused = ['oss:PutObject', 'oss:GetObject'].find(
    (action) =>
      !roleMay(world, {
        role: leader.ramRole,
        bucket,
        action,
        key: `etcd_${cluster.told.id}_`,
        from: leader.address,
      }),
  );
  if (refused !== undefined) {
    return fails(
      'AccessDenied',
      `role ${leader.ramRole} may not ${refused} on ${bucket.name}/etcd_${cluster.told.id}_*`,
    );
  }
  return /Archive$/.test(bucket.storageClass)
    ? fails('InvalidObjectState', `bucket ${bucket.name}: The operation is not valid for the object's state.`)
    : undefined;
}

/** Why the migration of a dedicated cluster will fail as things are, and in which phase; undefined when it will not. */
export function findDedicatedFailure(situation: Situation): WorldFailure | undefined {
  const { world, cluster, to } = situation;
  const leader = cluster.instances.get(mastersOf(cluster)[0]?.instance ?? '');
  const bucket = world.buckets.get(to.bucket);
  return (
    cannotHibernate(situation) ??
    cannotPrepare(situation, leader) ??
    cannotReach(situation, bucket) ??
    (bucket && leader && cannotStore(situation, bucket, leader))
  );
}
