/** The shapes of the facts that only a dedicated cluster's way needs, as `observe` promises them and checks read them. */

/** Which kind of thing answers at the private API address (control_plane_endpoints_config, else the resources). */
export interface EndpointFact {
  readonly kind: 'slb' | 'nlb' | 'dns' | 'unknown';
  readonly id: string | null;
}

export interface ListenerFact {
  readonly port: number;
  /** Lower case: tcp, http, … */
  readonly protocol: string;
  readonly status: string;
  /** null where no access control list is on. */
  readonly acl: { readonly type: 'white' | 'black' | ''; readonly entries: number } | null;
}

/** The load balancer of the private API address. */
export interface SlbFact {
  readonly id: string;
  /** `slb.s0.share` or '' is shared. */
  readonly spec: string;
  /** PayBySpec, PayByCLCU, or '' where the service does not say. */
  readonly chargeType: string;
  /** PayOnDemand, PrePay. */
  readonly payType: string;
  readonly status: string;
  readonly address: string;
  readonly addressType: string;
  readonly modificationProtection: boolean;
  readonly deleteProtection: boolean;
  readonly listeners: readonly ListenerFact[];
  /** Ids of instances, sorted. */
  readonly backends: readonly string[];
}

export interface MasterNodeFact {
  readonly instance: string;
  readonly node: string;
  readonly ip: string;
  readonly status: string;
}

export interface MasterInstanceFact {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  /** PrePaid, PostPaid. */
  readonly chargeType: string;
  readonly expires: string;
  readonly type: string;
  readonly zone: string;
  readonly ip: string;
  readonly deletionProtection: boolean;
  /** `required` means that the metadata service answers only with a token. */
  readonly httpTokens: string;
}

export interface MasterAssistantFact {
  readonly id: string;
  readonly answers: boolean | null;
  readonly heartbeat: string;
}

export interface MasterDiskFact {
  readonly instance: string;
  readonly id: string;
  readonly type: string;
  readonly sizeGib: number;
  readonly deleteWithInstance: boolean | null;
}

/** A Node object of a master. */
export interface MasterObjectFact {
  readonly name: string;
  readonly uid: string;
  readonly providerId: string;
  /** From the provider id; '' where it has none. */
  readonly instance: string;
  readonly ready: boolean;
  readonly unschedulable: boolean;
}

/** Which boot of a master is running: another id says that it was rebooted since. */
export interface MasterBootFact {
  readonly node: string;
  readonly bootId: string;
}

/** A pod on a master that is neither of a DaemonSet nor static. */
export interface MasterPodFact {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly node: string;
  /** `ReplicaSet/x`; '' for a bare pod. */
  readonly owner: string;
  /** Why an eviction would lose it (`no controller`, `local data: <volume>`); null where it comes back elsewhere. */
  readonly loses: string | null;
}

export interface MasterVolumeFact {
  readonly name: string;
  readonly node: string;
  readonly claim: string;
}

/** A webhook or API service whose every ready backend runs on masters. */
export interface MasterBackendFact {
  readonly kind: string;
  readonly name: string;
  readonly service: string;
  readonly pods: readonly string[];
}

export interface WebhookFact {
  readonly kind: 'MutatingWebhookConfiguration' | 'ValidatingWebhookConfiguration';
  readonly name: string;
}

/** Custom pod configuration of Terway; parked: no replicas and no webhooks. */
export interface TerwayFact {
  readonly replicas: number;
  readonly webhooks: readonly WebhookFact[];
}

export interface VirtualNodeFact {
  readonly host: string | null;
  readonly port: string | null;
}

/** The bucket that the document names. Of one that is absent or somebody else's nothing more is known: '' and false. */
export interface BucketFact {
  readonly state: 'ours' | 'absent' | 'foreign';
  /** As in cn-hangzhou. */
  readonly region: string;
  readonly acl: string;
  readonly storageClass: string;
  readonly kmsKey: string;
  readonly versioning: string;
  readonly worm: boolean;
  readonly intranetEndpoint: string;
  readonly extranetEndpoint: string;
}

export interface RefererFact {
  readonly allowEmpty: boolean;
  readonly list: readonly string[];
}

/** May the master role put and get objects in the bucket? */
export interface GrantFact {
  readonly is: 'allowed' | 'denied' | 'undecidable';
  readonly by: readonly string[];
}

/** A policy of the master role that could take the grant. Sizes are bytes as RAM counts them. */
export interface PolicyFact {
  readonly name: string;
  /** The default version's id. */
  readonly version: string;
  readonly versions: number;
  /** The oldest version that is not the default one; null where there is none. */
  readonly oldest: string | null;
  readonly sizeBefore: number;
  readonly sizeAfter: number;
  readonly attachments: number;
  /** Our statement, word for word, is in the default version. */
  readonly holdsOurs: boolean;
}

/** Our own policy for the grant. */
export interface OwnPolicyFact {
  readonly name: string;
  readonly exists: boolean;
  readonly attached: boolean;
}

export interface VSwitchFact {
  readonly id: string;
  readonly zone: string;
  readonly free: number;
}

export interface OperatorFact {
  /** Account (root), RAMUser, AssumedRoleUser. */
  readonly type: string;
  readonly name: string;
  /** The role that was declared to apply instead of the caller, which is judged in its place. */
  readonly appliesAs?: string;
}

export interface DeniedFact {
  readonly action: string;
  readonly resource: string;
  /** undecidable: a condition or a narrower resource leaves it open; nobody said that it is denied. */
  readonly is: 'denied' | 'undecidable';
}

/** An act that the API server would refuse; `group/resource`, with its namespace where it has one. */
export interface DeniedActFact {
  readonly verb: string;
  readonly resource: string;
  readonly namespace: string;
}

/** A control-plane setting that is not part of the vendor's managed one: a flag of a static pod, and its value. */
export interface CustomizedFact {
  readonly what: string;
  readonly detail: string;
}

export interface BalancedFact {
  readonly loadBalancer: string;
  readonly name: string;
}

export interface PublicSlbFact {
  readonly id: string;
  readonly address: string;
}

export interface EipFact {
  readonly id: string;
  readonly address: string;
  /** The id of the load balancer. */
  readonly boundTo: string;
}
