import type { OperationCall } from '../../../../../src/core/operation.ts';
import { grantOn } from '../../../../../providers/ack/policy/bucket-grant.ts';
import { clusterId, type Cloud } from './stub-hands.ts';
import {
  assistant,
  attachedOwn,
  backupPath,
  balancer,
  bucketArgs,
  bucketInfo,
  ccm,
  copyArgs,
  coreApi,
  dedicated,
  deployment,
  instance,
  masterArgs,
  masters,
  migrated,
  mutating,
  mutatingPath,
  node,
  nodePath,
  nodesPath,
  own,
  ownPolicy,
  pod,
  podArgs,
  podPath,
  policy,
  policyName,
  referer,
  running,
  slbArgs,
  terwayPath,
  validatingPath,
  virtualNodePath,
  webhook,
  wholeBackup,
} from './things.ts';

/** Every operation that sends: arguments as a journey gives them, and a cloud in which it is not done yet. */
interface Sample {
  readonly args: OperationCall['args'];
  readonly cloud: Cloud;
}

const withOurs = policy([ccm, grantOn('backups-prod')]);

export const samples: Readonly<Record<string, Sample>> = {
  'ack.precheck/1': { args: {}, cloud: {} },
  'ack.migrate/1': {
    args: { oss_bucket_name: 'backups-prod', oss_bucket_endpoint: 'oss-cn-hangzhou-internal.aliyuncs.com' },
    cloud: { answers: { describeClusterTasks: [], describeClusterDetail: dedicated } },
  },
  'ack.set-timezone/1': {
    args: { timezone: 'Asia/Shanghai' },
    cloud: { answers: { describeClusterDetail: dedicated } },
  },
  'ack.change-tier/1': { args: { spec: 'ack.pro.xlarge' }, cloud: { answers: { describeClusterDetail: migrated } } },
  'ack.create-bucket/1': { args: bucketArgs, cloud: { answers: { getBucketInfo: null } } },
  'ack.delete-bucket/1': { args: bucketArgs, cloud: { answers: { getBucketInfo: bucketInfo } } },
  'ack.allow-empty-referer/1': { args: bucketArgs, cloud: { answers: { getBucketReferer: referer(false) } } },
  'ack.refuse-empty-referer/1': { args: bucketArgs, cloud: { answers: { getBucketReferer: referer(true) } } },
  'ack.grant-bucket/1': {
    args: { bucket: 'backups-prod', policy: policyName, version: 'v3', rotate: false },
    cloud: { answers: { getPolicy: policy([ccm]) } },
  },
  'ack.revoke-bucket/1': {
    args: { bucket: 'backups-prod', policy: policyName },
    cloud: { answers: { getPolicy: withOurs } },
  },
  'ack.create-own-policy/1': { args: own, cloud: { answers: { getPolicy: null } } },
  'ack.attach-own-policy/1': { args: own, cloud: { answers: { listPoliciesForRole: [] } } },
  'ack.detach-own-policy/1': { args: own, cloud: { answers: { listPoliciesForRole: [attachedOwn] } } },
  'ack.delete-own-policy/1': { args: own, cloud: { answers: { getPolicy: ownPolicy } } },
  'ack.install-assistant/1': {
    args: { instance: 'i-master1' },
    cloud: { answers: { describeCloudAssistantStatus: [assistant(false)] } },
  },
  'ack.reboot-master/1': {
    args: masterArgs,
    cloud: {
      answers: { describeInstances: [instance()], describeCloudAssistantStatus: [assistant(false)] },
      lists: { [nodesPath]: masters },
    },
  },
  'ack.protect-instance/1': {
    args: { instance: 'i-master1' },
    cloud: { answers: { describeInstances: [instance()] } },
  },
  'ack.cordon/1': { args: masterArgs, cloud: { objects: { [nodePath]: node() } } },
  'ack.uncordon/1': { args: masterArgs, cloud: { objects: { [nodePath]: node({ unschedulable: true }) } } },
  'ack.remove-node/1': {
    args: masterArgs,
    cloud: { objects: { [nodePath]: node({ ready: 'Unknown' }) }, answers: { describeClusterDetail: migrated } },
  },
  'ack.evict-pod/1': { args: podArgs, cloud: { objects: { '/api/v1': coreApi, [podPath]: pod() } } },
  'ack.back-up-terway/1': {
    args: { name: 'onward-terway-backup' },
    cloud: {
      objects: {
        [backupPath]: null,
        [terwayPath]: deployment(2, running),
        [mutatingPath]: webhook('MutatingWebhookConfiguration'),
        [validatingPath]: webhook('ValidatingWebhookConfiguration'),
      },
    },
  },
  'ack.delete-terway-backup/1': {
    args: { name: 'onward-terway-backup' },
    cloud: {
      objects: {
        [backupPath]: wholeBackup,
        [terwayPath]: deployment(2, running),
        [mutatingPath]: webhook('MutatingWebhookConfiguration'),
        [validatingPath]: webhook('ValidatingWebhookConfiguration'),
      },
    },
  },
  'ack.scale-terway/1': { args: { replicas: 0 }, cloud: { objects: { [terwayPath]: deployment(2, running) } } },
  'ack.remove-webhook/1': {
    args: mutating,
    cloud: { objects: { [backupPath]: wholeBackup, [mutatingPath]: webhook('MutatingWebhookConfiguration') } },
  },
  'ack.restore-webhook/1': {
    args: mutating,
    cloud: { objects: { [backupPath]: wholeBackup, [mutatingPath]: null } },
  },
  'ack.point-virtual-node/1': {
    args: { host: '192.168.0.251', port: '6443' },
    cloud: { objects: { [virtualNodePath]: deployment(1, {}) } },
  },
  'ack.upgrade-slb/1': {
    args: { ...slbArgs, spec: 'slb.s1.small' },
    cloud: { answers: { describeLoadBalancerAttribute: balancer() } },
  },
  'ack.slb-pay-by-lcu/1': { args: slbArgs, cloud: { answers: { describeLoadBalancerAttribute: balancer() } } },
  'ack.delete-etcd-copy/1': {
    args: copyArgs,
    cloud: {
      answers: {
        getBucketInfo: bucketInfo,
        getBucketVersioning: '',
        listObjects: [{ key: `etcd_${clusterId}_20261122010500`, size: 9, lastModified: '' }],
      },
    },
  },
};
