import type {
  Account,
  WorldApiService,
  WorldCluster,
  WorldComponents,
  WorldMaster,
  WorldNode,
} from './world-schema.ts';
import type { Identifiers } from './identifiers.ts';

/** A node with all defaults filled in. */
export interface Node {
  readonly name: string;
  readonly instance: string;
  readonly role: 'Master' | 'Worker';
  readonly address: string;
  readonly ready: boolean;
  readonly schedulable: boolean;
  /** Undefined: what is left of the usual 64. */
  readonly freePods: number | undefined;
  /** Names of kube-system Deployments' pods that the world puts on it. */
  readonly systemPods: readonly string[];
  /** Whether the Cloud Assistant client runs on it when the world starts. */
  readonly cloudAssistant: boolean;
  readonly yum: boolean;
}

/** What a world says of a cluster, with all defaults filled in. It does not change; what changes is in `LiveCluster`. */
export interface Cluster {
  readonly id: string;
  readonly name: string;
  readonly type: 'Kubernetes' | 'ManagedKubernetes';
  readonly spec: string;
  readonly profile: string;
  readonly state: string;
  readonly version: string;
  readonly region: string;
  readonly timezone: string;
  readonly loadBalancer: string;
  /** How the API server is reached from the internet, and at which address. */
  readonly internet: 'none' | 'loadBalancer' | 'eip';
  readonly internetAddress: string;
  readonly masterRole: string;
  readonly workerRole: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly nodes: readonly Node[];
  readonly components: Required<WorldComponents>;
  readonly apiServices: readonly WorldApiService[];
  readonly told: WorldCluster;
}

/** Ids of things around the cluster that the world does not name. */
interface Surroundings {
  readonly vpc: string;
  /** The first of the cluster's. */
  readonly vSwitch: string;
  readonly vSwitches: readonly string[];
  readonly securityGroup: string;
  readonly resourceGroup: string;
  readonly nodePool: string;
  /** The load balancer that the internet sees, where there is one. */
  readonly internetLoadBalancer: string;
}

export const surroundingsOf = (cluster: Cluster, ids: Identifiers): Surroundings => {
  const made = (what: string, length = 20): string => ids.letters(`${cluster.id} ${what}`, length);
  const vSwitches = cluster.told.vSwitches ?? [`vsw-bp1${made('vswitch')}`];
  return {
    vpc: cluster.told.vpc ?? `vpc-bp1${made('vpc')}`,
    vSwitch: vSwitches[0] ?? '',
    vSwitches,
    securityGroup: `sg-bp1${made('security group', 17)}`,
    resourceGroup: `rg-${made('resource group', 15)}`,
    nodePool: `np${ids.hex(`${cluster.id} node pool`, 32)}`,
    internetLoadBalancer: `lb-bp1${made('internet load balancer', 17)}`,
  };
};

/** Addresses are 192.168.x.y: masters from .0.11, workers from .1.10 on, 200 to a third octet. */
const masterAddress = (index: number): string => `192.168.0.${11 + index}`;
const workerAddress = (index: number): string => `192.168.${1 + Math.floor(index / 200)}.${10 + (index % 200)}`;

interface NodeContext {
  readonly id: string;
  readonly region: string;
  readonly ids: Identifiers;
}

function completeNode(told: WorldNode | WorldMaster, address: string, context: NodeContext): Omit<Node, 'role'> {
  return {
    name: told.name ?? `${context.region}.${address}`,
    instance: told.instance ?? `i-bp1${context.ids.letters(`${context.id} ${address}`, 17)}`,
    address,
    ready: told.ready ?? true,
    schedulable: told.schedulable ?? true,
    freePods: told.freePods,
    systemPods: 'systemPods' in told ? (told.systemPods ?? []) : [],
    cloudAssistant: told.cloudAssistant ?? true,
    yum: told.yum ?? true,
  };
}

function completeNodes(told: WorldCluster, type: Cluster['type'], context: NodeContext): readonly Node[] {
  const masters = told.masters ?? (type === 'Kubernetes' ? [{}, {}, {}] : []);
  const given = told.nodes ?? [];
  const workers = told.workers ?? (told.nodes === undefined ? 3 : given.length);
  return [
    ...masters.map((master, index) => ({
      ...completeNode(master, masterAddress(index), context),
      role: 'Master' as const,
    })),
    ...Array.from({ length: workers }, (_, index) => ({
      ...completeNode(given[index] ?? {}, workerAddress(index), context),
      role: 'Worker' as const,
    })),
  ];
}

const usualComponents: Required<WorldComponents> = {
  cgpu: 'none',
  terwayControlplane: false,
  virtualNode: false,
  virtualNodeEnv: {},
  albController: false,
  kubeProxy: true,
};

export function completeCluster(told: WorldCluster, index: number, ids: Identifiers): Cluster {
  const id = told.id ?? `c${ids.hex(`cluster ${index}`, 32)}`;
  const type = told.type ?? 'ManagedKubernetes';
  const region = told.region ?? 'cn-hangzhou';
  const roleSuffix = ids.uuid(`${id} role`).toLowerCase();
  return {
    id,
    name: told.name ?? `twin-${index + 1}`,
    type,
    spec: told.spec ?? (type === 'Kubernetes' ? '' : 'ack.standard'),
    profile: told.profile ?? 'Default',
    state: told.state ?? 'running',
    version: told.version ?? '1.22.15-aliyun.1',
    region,
    timezone: told.timezone ?? 'Asia/Shanghai',
    loadBalancer: told.loadBalancer ?? `lb-bp1${ids.letters(`${id} load balancer`, 17)}`,
    internet: told.internet ?? 'none',
    internetAddress: `47.96.0.${20 + index}`,
    masterRole: told.masterRole ?? `KubernetesMasterRole-${roleSuffix}`,
    workerRole: `KubernetesWorkerRole-${roleSuffix}`,
    tags: told.tags ?? {},
    nodes: completeNodes(told, type, { id, region, ids }),
    components: { ...usualComponents, ...told.components },
    apiServices: told.apiServices ?? [],
    told,
  };
}

export interface LiveAccount {
  readonly id: string;
  readonly userName: string | undefined;
  readonly accessKeys: NonNullable<Account['accessKeys']>;
}

export const completeAccount = (told: Account = {}): LiveAccount => ({
  id: told.id ?? '1234567890123456',
  userName: told.userName,
  accessKeys: told.accessKeys ?? [{ id: 'LTAItwin', secret: 'twin-secret' }],
});
