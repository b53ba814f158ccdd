import type { Facts } from '../../../src/core/fact.ts';
import type {
  BucketFact,
  DeniedFact,
  EndpointFact,
  GrantFact,
  MasterAssistantFact,
  MasterBackendFact,
  MasterDiskFact,
  MasterInstanceFact,
  MasterNodeFact,
  MasterBootFact,
  MasterObjectFact,
  MasterPodFact,
  MasterVolumeFact,
  OperatorFact,
  OwnPolicyFact,
  PolicyFact,
  RefererFact,
  SlbFact,
  TerwayFact,
  VirtualNodeFact,
  VSwitchFact,
} from './fact-shapes.ts';
import type {
  BalancerHandoverFact,
  BucketHandoverFact,
  ClusterHandoverFact,
  GrantHandoverFact,
  NodePoolFact,
} from './handover/shapes.ts';

/** The facts that have a shape of their own. null is the cloud's word that there is none, or that nothing was to be asked. */
interface Shapes {
  readonly 'account.id': string;
  readonly 'cluster.edition': string;
  readonly 'cluster.name': string;
  readonly 'cluster.region': string;
  readonly 'cluster.spec': string;
  readonly 'cluster.size': number | null;
  readonly 'cluster.tags': readonly { readonly key: string; readonly value: string }[];
  readonly 'cluster.timezone': string;
  readonly 'cluster.publicEndpoint': string | null;
  readonly 'cluster.endpoint': EndpointFact;
  readonly 'cluster.workerRole': string;
  readonly 'api.address': string | null;
  readonly vswitches: readonly VSwitchFact[];
  readonly slb: SlbFact | null;
  readonly publicSlb: { readonly id: string; readonly address: string } | null;
  readonly eip: { readonly id: string; readonly address: string } | null;
  readonly 'masters.nodes': readonly MasterNodeFact[];
  readonly 'masters.instances': readonly MasterInstanceFact[];
  readonly 'masters.assistant': readonly MasterAssistantFact[];
  readonly 'masters.disks': readonly MasterDiskFact[];
  readonly 'masters.objects': readonly MasterObjectFact[];
  readonly 'masters.boots': readonly MasterBootFact[];
  readonly 'masters.systemPods': readonly MasterPodFact[];
  readonly 'masters.staticPods': readonly string[];
  readonly 'masters.yourPods': readonly MasterPodFact[];
  readonly 'masters.volumes': readonly MasterVolumeFact[];
  readonly 'masters.backends': readonly MasterBackendFact[];
  readonly 'masters.balanced': readonly { readonly loadBalancer: string; readonly name: string }[];
  readonly 'masters.customized': readonly { readonly what: string; readonly detail: string }[];
  readonly 'components.terwayControlplane': TerwayFact | null;
  readonly 'components.virtualNode': VirtualNodeFact | null;
  readonly 'components.cgpu': 'basic' | 'professional' | null;
  readonly 'components.albController': boolean;
  readonly bucket: BucketFact | null;
  readonly 'bucket.referer': RefererFact | null;
  readonly 'bucket.denies': 'no' | 'yes' | 'undecidable' | null;
  readonly 'bucket.copies': readonly string[] | null;
  readonly 'ram.role': string | null;
  readonly 'ram.grant': GrantFact | null;
  readonly 'ram.candidates': readonly PolicyFact[] | null;
  readonly 'ram.own': OwnPolicyFact | null;
  readonly operator: OperatorFact;
  readonly 'handover.cluster': ClusterHandoverFact;
  readonly 'handover.balancer': BalancerHandoverFact | null;
  readonly 'handover.nodePools': readonly NodePoolFact[];
  readonly 'handover.bucket': BucketHandoverFact | null;
  readonly 'handover.grant': GrantHandoverFact | null;
  /** null where another role applies and its policies may not be read by the caller. */
  readonly 'operator.denied': readonly DeniedFact[] | null;
  /** null where another role applies: an API server answers for who asks. */
  readonly 'operator.kubernetes': readonly { readonly verb: string; readonly resource: string }[] | null;
}

/**
 * A fact in the shape that `observe` promises (`fact-shapes.ts`); undefined where it was not read, from which nothing may
 * be concluded.
 */
export const factOf = <Name extends keyof Shapes>(facts: Facts, name: Name): Shapes[Name] | undefined =>
  facts[name] as unknown as Shapes[Name] | undefined;

/** A list fact; empty where it was not read or is null. For steps and words, not for verdicts. */
export const listOf = <Name extends keyof Shapes>(
  facts: Facts,
  name: Name,
): Shapes[Name] extends readonly unknown[] | null ? NonNullable<Shapes[Name]> : never =>
  (facts[name] ?? []) as unknown as Shapes[Name] extends readonly unknown[] | null ? NonNullable<Shapes[Name]> : never;
