import type { LiveWorld } from './live-world.ts';
import { issueToken } from './tokens.ts';

/** What the twin prints, as one line of JSON, when it serves. */
export interface ReadyLine {
  readonly url: string;
  /** The first cluster's API server and a token for it that does not run out; null in a world without clusters. */
  readonly kubernetes: { readonly url: string; readonly token: string } | null;
  readonly clusters: Readonly<Record<string, { readonly kubernetes: string }>>;
  /** The certificate, PEM, of the authority that vouches for every address here; null where they speak plain http. */
  readonly ca: string | null;
  /** All that a client needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Where the twin is, and the file with its authority's certificate where it has one. */
interface Reached {
  readonly url: string;
  readonly caFile: string | undefined;
}

/** Of the first user: a key where there is one, as a second factor leaves no other way, else the password. */
function aocEnvironment({ aoc }: LiveWorld, { url, caFile }: Reached): Record<string, string> {
  const [user] = aoc?.users ?? [];
  if (aoc === undefined || user === undefined) return {};
  const named = `ONWARD_AOC_${aoc.name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`;
  const { username, password, source = 'LOCAL', apiKey } = user;
  return {
    [`${named}_URL`]: url,
    ...(caFile !== undefined && { [`${named}_CA`]: caFile }),
    ...(apiKey === undefined
      ? { [`${named}_USERNAME`]: username, [`${named}_PASSWORD`]: password, [`${named}_SOURCE`]: source }
      : { [`${named}_TOKEN`]: apiKey }),
  };
}

function environment(world: LiveWorld, reached: Reached): Record<string, string> {
  const key = world.account.accessKeys[0];
  return {
    ONWARD_ENDPOINT: reached.url,
    // Read by Node at its start, beside the authorities that it trusts anyway.
    ...(reached.caFile !== undefined && { NODE_EXTRA_CA_CERTS: reached.caFile }),
    ALIBABA_CLOUD_ACCESS_KEY_ID: key?.id ?? '',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: key?.secret ?? '',
    ...(key?.securityToken !== undefined && { ALIBABA_CLOUD_SECURITY_TOKEN: key.securityToken }),
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
    ALIBABA_CLOUD_CLI_PROFILE_DISABLED: 'true',
    ...aocEnvironment(world, reached),
    ONWARD_PACE: String(world.clock.speed),
  };
}

export function createReadyLine(world: LiveWorld, reached: Reached): ReadyLine {
  const first = world.clusters[0]?.told.id;
  return {
    url: reached.url,
    kubernetes:
      first === undefined
        ? null
        : {
            url: world.servers.get(first) ?? '',
            token: issueToken(world, { cluster: first, name: 'ready', until: Infinity }),
          },
    clusters: Object.fromEntries([...world.servers].map(([id, kubernetes]) => [id, { kubernetes }])),
    ca: world.ca ?? null,
    env: environment(world, reached),
  };
}
