import { stringify } from 'yaml';
import type { LiveWorld } from '../../live-world.ts';
import { issueToken } from '../../tokens.ts';
import { minutes, utc } from '../../time.ts';
import { answer, refuse, type Answer, type ServiceRequest } from '../service.ts';
import { withCluster } from './with-cluster.ts';

/** TemporaryDurationMinutes: 15 to 4320 (DescribeClusterUserKubeconfig reference). */
const shortest = 15;
const longest = 4320;

/** Without a duration the service decides; three years is what it decides for most. */
const untold = 3 * 365 * 24 * 60;

function readDuration(text: string | null): number | undefined {
  if (text === null || text === '' || text === '0') return untold;
  const duration = /^\d+$/.test(text) ? Number(text) : 0;
  return duration >= shortest && duration <= longest ? duration : undefined;
}

/** A server with an authority of its own says which, as the service's do. */
const clusterOf = ({ servers, ca }: LiveWorld, id: string): Readonly<Record<string, string>> => ({
  server: servers.get(id) ?? '',
  ...(ca !== undefined && { 'certificate-authority-data': Buffer.from(ca).toString('base64') }),
});

const kubeconfig = (world: LiveWorld, cluster: string, token: string): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'kubernetes', cluster: clusterOf(world, cluster) }],
    contexts: [{ name: cluster, context: { cluster: 'kubernetes', user: 'twin' } }],
    'current-context': cluster,
    users: [{ name: 'twin', user: { token } }],
    preferences: {},
  });

/** Public and private kubeconfig are alike: both name the loopback address. */
export const describeClusterUserKubeconfig = (request: ServiceRequest): Answer =>
  withCluster(request, ({ told }, { world, query, requestId }) => {
    const duration = readDuration(query.get('TemporaryDurationMinutes'));
    if (duration === undefined) {
      const message = `The parameter TemporaryDurationMinutes is invalid: it must be between ${shortest} and ${longest}.`;
      return refuse(400, 'InvalidParameter', message);
    }
    const until = world.clock.now() + minutes(duration);
    const token = issueToken(world, { cluster: told.id, name: requestId, until });
    return answer({ config: kubeconfig(world, told.id, token), expiration: utc(until) });
  });
