import { flagIn, numberIn, objectIn, objectsIn, textIn, textsIn, type JsonObject } from '../../wire/json.ts';

/** Words as the service writes them; '' or null where it wrote none. */
export interface Instance {
  readonly id: string;
  readonly name: string;
  readonly hostName: string;
  /** Pending, Running, Starting, Stopping, Stopped. */
  readonly status: string;
  /** PrePaid, PostPaid. */
  readonly chargeType: string;
  readonly expiredTime: string;
  readonly deletionProtection: boolean | null;
  readonly osType: string;
  readonly osName: string;
  readonly instanceType: string;
  readonly zoneId: string;
  readonly privateIps: readonly string[];
  readonly securityGroups: readonly string[];
  /** optional: the metadata service answers without a token; required: it does not. */
  readonly httpTokens: string;
  /** enabled, disabled. */
  readonly httpEndpoint: string;
  /** Why operations are locked: financial, security, recycling, … */
  readonly locks: readonly string[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

export interface CloudAssistant {
  readonly instanceId: string;
  /** Whether the client answers; null where the service said neither. */
  readonly answers: boolean | null;
  readonly version: string;
  readonly lastHeartbeat: string;
}

export interface Disk {
  readonly id: string;
  /** system, data. */
  readonly type: string;
  readonly sizeGib: number | null;
  /** false: it stays, and costs, when its instance is released. */
  readonly deleteWithInstance: boolean | null;
  readonly chargeType: string;
}

const tagsIn = (row: JsonObject): Instance['tags'] =>
  objectsIn(objectIn(row, 'Tags'), 'Tag').map((tag) => ({
    key: textIn(tag, 'TagKey') || textIn(tag, 'Key'),
    value: textIn(tag, 'TagValue') || textIn(tag, 'Value'),
  }));

export const instanceIn = (row: JsonObject): Instance => ({
  id: textIn(row, 'InstanceId'),
  name: textIn(row, 'InstanceName'),
  hostName: textIn(row, 'HostName'),
  status: textIn(row, 'Status'),
  chargeType: textIn(row, 'InstanceChargeType'),
  expiredTime: textIn(row, 'ExpiredTime'),
  deletionProtection: flagIn(row, 'DeletionProtection'),
  osType: textIn(row, 'OSType'),
  osName: textIn(row, 'OSName'),
  instanceType: textIn(row, 'InstanceType'),
  zoneId: textIn(row, 'ZoneId'),
  privateIps: textsIn(objectIn(row, 'VpcAttributes'), 'PrivateIpAddress', 'IpAddress'),
  securityGroups: textsIn(row, 'SecurityGroupIds', 'SecurityGroupId'),
  httpTokens: textIn(objectIn(row, 'MetadataOptions'), 'HttpTokens'),
  httpEndpoint: textIn(objectIn(row, 'MetadataOptions'), 'HttpEndpoint'),
  locks: objectsIn(objectIn(row, 'OperationLocks'), 'LockReason').map((lock) => textIn(lock, 'LockReason')),
  tags: tagsIn(row),
});

export const assistantIn = (row: JsonObject): CloudAssistant => ({
  instanceId: textIn(row, 'InstanceId'),
  answers: flagIn(row, 'CloudAssistantStatus'),
  version: textIn(row, 'CloudAssistantVersion'),
  lastHeartbeat: textIn(row, 'LastHeartbeatTime'),
});

export const diskIn = (row: JsonObject): Disk => ({
  id: textIn(row, 'DiskId'),
  type: textIn(row, 'Type'),
  sizeGib: numberIn(row, 'Size'),
  deleteWithInstance: flagIn(row, 'DeleteWithInstance'),
  chargeType: textIn(row, 'DiskChargeType'),
});
