import { randomUUID } from 'node:crypto';
import { canaries as all } from '../../canaries/canaries.ts';
import { createDriver } from '../../../providers/ack/cluster/driver.ts';
import type { Desired } from '../../../src/core/desired.ts';
import type { DriverSettings } from '../../../src/core/kind.ts';
import type { Driver, OperationCall } from '../../../src/core/operation.ts';

export const canaries = { secret: all.accessKeySecret, token: all.securityToken, bearer: all.bearer };

/** Settings whose waits take no time and are noted instead. */
export const settingsFor = (
  env: DriverSettings['env'],
  waits: number[] = [],
  over: Partial<DriverSettings> = {},
): DriverSettings => ({
  env,
  accounts: [],
  sleep: (ms) => {
    waits.push(ms);
    return Promise.resolve();
  },
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  randomUuid: randomUUID,
  ...over,
});

export const keyEnv = (endpoint: string): DriverSettings['env'] => ({
  ONWARD_ENDPOINT: endpoint,
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIcanary',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: canaries.secret,
  ALIBABA_CLOUD_SECURITY_TOKEN: canaries.token,
});

export const driverAt = (endpoint: string, waits: number[] = [], over: Partial<DriverSettings> = {}): Driver =>
  createDriver(settingsFor(keyEnv(endpoint), waits, over));

interface DesiredParts {
  readonly clusterId: string;
  readonly region?: string;
  readonly accountId?: string;
}

export const desiredFor = ({ clusterId, region = 'cn-hangzhou', accountId }: DesiredParts): Desired => ({
  address: `AckCluster/${clusterId}`,
  kind: 'AckCluster',
  name: clusterId,
  labels: {},
  annotations: {},
  spec: { clusterId, region, edition: 'pro' },
  waivers: [],
  place: () => ({ file: 'test.yaml' }),
  origin: () => 'document',
  ...(accountId === undefined ? {} : { accountId }),
});

export const callOf = (operation: string, desired: Desired, args: OperationCall['args'] = {}): OperationCall => ({
  operation,
  desired,
  args,
});
