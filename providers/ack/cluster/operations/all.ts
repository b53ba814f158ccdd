import { backUpTerway, deleteTerwayBackup } from './back-up-terway.ts';
import { grantBucket, revokeBucket } from './bucket-grant.ts';
import { createBucket, deleteBucket } from './bucket.ts';
import { cordon, uncordon } from './cordon.ts';
import { deleteEtcdCopy } from './delete-etcd-copy.ts';
import { allowEmptyReferer, refuseEmptyReferer } from './empty-referer.ts';
import { evictPod } from './evict-pod.ts';
import { installAssistant } from './install-assistant.ts';
import { slbPayByLcu, upgradeSlb } from './load-balancer.ts';
import { migrate } from './migrate.ts';
import { changeTier, setTimezone } from './modify-cluster.ts';
import type { Operation } from './operation.ts';
import { attachOwnPolicy, createOwnPolicy, deleteOwnPolicy, detachOwnPolicy } from './own-policy.ts';
import { precheck } from './precheck.ts';
import { protectInstance } from './protect-instance.ts';
import { proveFacts } from './prove.ts';
import { rebootMaster } from './reboot-master.ts';
import { removeNode } from './remove-node.ts';
import { scaleTerway } from './scale-terway.ts';
import { pointVirtualNode } from './virtual-node.ts';
import { removeWebhook, restoreWebhook } from './webhook.ts';

/** By name and version: a plan of a newer tool that names another is refused before it gets here. */
export const operations: Readonly<Record<string, Operation>> = {
  'ack.precheck/1': precheck,
  'ack.set-timezone/1': setTimezone,
  'ack.create-bucket/1': createBucket,
  'ack.delete-bucket/1': deleteBucket,
  'ack.allow-empty-referer/1': allowEmptyReferer,
  'ack.refuse-empty-referer/1': refuseEmptyReferer,
  'ack.grant-bucket/1': grantBucket,
  'ack.revoke-bucket/1': revokeBucket,
  'ack.create-own-policy/1': createOwnPolicy,
  'ack.attach-own-policy/1': attachOwnPolicy,
  'ack.detach-own-policy/1': detachOwnPolicy,
  'ack.delete-own-policy/1': deleteOwnPolicy,
  'ack.install-assistant/1': installAssistant,
  'ack.reboot-master/1': rebootMaster,
  'ack.cordon/1': cordon,
  'ack.uncordon/1': uncordon,
  'ack.evict-pod/1': evictPod,
  'ack.back-up-terway/1': backUpTerway,
  'ack.delete-terway-backup/1': deleteTerwayBackup,
  'ack.scale-terway/1': scaleTerway,
  'ack.remove-webhook/1': removeWebhook,
  'ack.restore-webhook/1': restoreWebhook,
  'ack.point-virtual-node/1': pointVirtualNode,
  'ack.upgrade-slb/1': upgradeSlb,
  'ack.slb-pay-by-lcu/1': slbPayByLcu,
  'ack.migrate/1': migrate,
  'ack.prove/1': proveFacts,
  'ack.protect-instance/1': protectInstance,
  'ack.remove-node/1': removeNode,
  'ack.delete-etcd-copy/1': deleteEtcdCopy,
  'ack.change-tier/1': changeTier,
};
