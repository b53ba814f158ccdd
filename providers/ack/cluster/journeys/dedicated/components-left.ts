import type { LeftBehind } from '../../../../../src/core/kind.ts';
import { factOf } from '../../dedicated-facts.ts';
import { byRead } from './duty-of.ts';
import type { Situation } from './situation.ts';
import { terwayBackup } from './terway.ts';

const install = ({ spec }: Situation, name: string): string =>
  `aliyun cs InstallClusterAddons --ClusterId ${spec.clusterId} --body '[{"name":"${name}"}]'`;

const albController = (situation: Situation): LeftBehind => ({
  what: 'ALB Ingress controller of the dedicated cluster',
  billed: false,
  remedy: `${install(situation, 'alb-ingress-controller')}, then kubectl -n kube-system delete deployment alb-ingress-controller`,
  due: '1d',
  ...byRead('albController', {}),
});

const virtualNode = (situation: Situation): LeftBehind => ({
  what: 'virtual node of the dedicated cluster',
  billed: false,
  remedy: `${install(situation, 'ack-virtual-node')}, then kubectl -n kube-system delete service/vk-webhook deployment/ack-virtual-node-controller serviceaccount/virtual-kubelet and kubectl delete clusterrolebinding virtual-kubelet`,
  code: 'ACK119',
  due: '1d',
  ...byRead('virtualNode', {}),
});

const terway = (situation: Situation): LeftBehind => ({
  what: `terway-controlplane, parked, and ConfigMap kube-system/${terwayBackup}`,
  billed: false,
  remedy: `kubectl -n kube-system delete deployment terway-controlplane, then ${install(situation, 'terway-controlplane')}; once it works: kubectl -n kube-system delete configmap ${terwayBackup}`,
  code: 'ACK118',
  due: '1d',
  ...byRead('terway', { backup: terwayBackup }),
});

const cgpu: LeftBehind = {
  what: 'cGPU Basic, which a Pro cluster does not support',
  billed: false,
  remedy:
    "run the vendor's Job that changes the gpushare labels (it must Complete), then install cGPU Professional (ack-ai-installer); until then start no new pods that share a GPU",
  code: 'ACK126',
  due: '7d',
  ...byRead('cgpu', {}),
};

/** What of the cluster's components a person has to replace after the migration. */
export const componentsLeft = (situation: Situation): readonly LeftBehind[] => {
  const { facts } = situation;
  return [
    ...(factOf(facts, 'components.albController') === true ? [albController(situation)] : []),
    ...((factOf(facts, 'components.virtualNode') ?? null) === null ? [] : [virtualNode(situation)]),
    ...((factOf(facts, 'components.terwayControlplane') ?? null) === null ? [] : [terway(situation)]),
    ...(factOf(facts, 'components.cgpu') === 'basic' ? [cgpu] : []),
  ];
};
