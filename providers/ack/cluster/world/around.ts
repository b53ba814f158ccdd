import type {
  WorldAcl,
  WorldBucket,
  WorldEcsInstance,
  WorldEip,
  WorldLoadBalancer,
  WorldVSwitch,
} from '../../../../src/generated/world.ts';
import { factOf, listOf } from '../dedicated-facts.ts';
import type { SlbFact } from '../fact-shapes.ts';
import { given, isThere, type Known, type Part } from './parts.ts';

const aclId = (port: number, { id }: SlbFact): string => `acl-${id.replaceAll(/[^0-9a-z]/g, '')}${port}`;

/** What a list lets in is not known, only how much it names. */
const aclsOf = (slb: SlbFact): WorldAcl[] =>
  slb.listeners.flatMap(({ port, acl }) =>
    acl === null
      ? []
      : [
          {
            id: aclId(port, slb),
            entries: Array.from({ length: acl.entries }, (_, at) => `10.${at % 256}.${Math.floor(at / 256)}.0/24`),
          },
        ],
  );

const listenersOf = (slb: SlbFact): WorldLoadBalancer['listeners'] =>
  slb.listeners.map(({ port, protocol, status, acl }) => ({
    port,
    protocol: protocol as 'tcp',
    ...(status === 'stopped' ? { status } : {}),
    ...(acl === null
      ? {}
      : {
          aclStatus: 'on' as const,
          aclType: acl.type === 'black' ? ('black' as const) : ('white' as const),
          acl: aclId(port, slb),
        }),
  }));

const balancerOf = (slb: SlbFact, { spec }: Known): WorldLoadBalancer =>
  given<WorldLoadBalancer>({
    id: slb.id,
    region: spec.region,
    spec: (slb.spec === '' ? 'slb.s0.share' : slb.spec) as WorldLoadBalancer['spec'],
    chargeType: slb.chargeType === '' ? undefined : (slb.chargeType as WorldLoadBalancer['chargeType']),
    payType: slb.payType === 'PrePay' ? 'PrePay' : undefined,
    status: slb.status === 'active' ? undefined : (slb.status as WorldLoadBalancer['status']),
    address: slb.address === '' ? undefined : slb.address,
    addressType: slb.addressType === 'internet' ? 'internet' : undefined,
    deleteProtection: slb.deleteProtection ? 'on' : undefined,
    modificationProtection: slb.modificationProtection ? 'ConsoleProtection' : undefined,
    listeners: listenersOf(slb),
    backends: slb.backends.every((id) => id.startsWith('i-')) ? [...slb.backends] : undefined,
  }) as WorldLoadBalancer;

/** The load balancer of the API server, and those of the user's own with masters behind them. */
export const balancersOf = (known: Known): Part<'slb'> | undefined => {
  const slb = factOf(known.facts, 'slb');
  const masters = listOf(known.facts, 'masters.nodes').map(({ instance }) => instance);
  const own = listOf(known.facts, 'masters.balanced').map(({ loadBalancer: id, name }) => ({
    id,
    name,
    region: known.spec.region,
    backends: masters.slice(0, 1),
  }));
  const acls = isThere(slb) ? aclsOf(slb) : [];
  const loadBalancers = [...(isThere(slb) ? [balancerOf(slb, known)] : []), ...own];
  if (loadBalancers.length === 0) return undefined;
  return { loadBalancers, ...(acls.length === 0 ? {} : { acls }) };
};

export const networkOf = (known: Known): Part<'vpc'> | undefined => {
  const slb = factOf(known.facts, 'slb');
  const eip = factOf(known.facts, 'eip');
  const vSwitches = listOf(known.facts, 'vswitches').map(({ id, free }): WorldVSwitch => ({
    id,
    freeAddresses: Math.max(0, free),
  }));
  const eips: WorldEip[] =
    !isThere(eip) || !isThere(slb)
      ? []
      : [{ id: eip.id, address: eip.address, region: known.spec.region, instance: slb.id }];
  if (vSwitches.length + eips.length === 0) return undefined;
  return given<Part<'vpc'>>({
    vSwitches: vSwitches.length === 0 ? undefined : vSwitches,
    eips: eips.length === 0 ? undefined : eips,
  });
};

/** The masters' instances with their disks. */
export const instancesOf = ({ spec, facts }: Known): Part<'ecs'> | undefined => {
  const disks = listOf(facts, 'masters.disks');
  const instances = listOf(facts, 'masters.instances').map((one): WorldEcsInstance => {
    const own = disks.filter(({ instance }) => instance === one.id);
    return given<WorldEcsInstance>({
      id: one.id,
      name: one.name === '' ? undefined : one.name,
      region: spec.region,
      status: one.status === 'Stopped' ? 'Stopped' : undefined,
      chargeType: one.chargeType === 'PrePaid' ? 'PrePaid' : undefined,
      expires: one.chargeType === 'PrePaid' && one.expires !== '' ? one.expires : undefined,
      deletionProtection: one.deletionProtection || undefined,
      httpTokens: one.httpTokens === 'required' ? 'required' : undefined,
      disks:
        own.length === 0
          ? undefined
          : own.map(({ id, type, sizeGib, deleteWithInstance }) => ({
              id,
              type: type === 'system' ? 'system' : 'data',
              sizeGiB: Math.max(1, sizeGib),
              ...(deleteWithInstance === null ? {} : { deleteWithInstance }),
            })),
    }) as WorldEcsInstance;
  });
  return instances.length === 0 ? undefined : { instances };
};

const denial = (bucket: string) => ({
  Version: '1',
  Statement: [{ Effect: 'Deny', Principal: ['*'], Action: ['oss:PutObject'], Resource: [`acs:oss:*:*:${bucket}/*`] }],
});

/** The bucket that the document names, where it is there. */
export const bucketOf = ({ spec, facts }: Known): Part<'oss'> | undefined => {
  const bucket = factOf(facts, 'bucket');
  const name = spec.migrationBucket?.name;
  if (!isThere(bucket) || name === undefined || bucket.state === 'absent') return undefined;
  if (bucket.state === 'foreign') return { buckets: [{ name, owner: '9999999999999999' }] };
  const referer = factOf(facts, 'bucket.referer');
  const made = given<WorldBucket>({
    name,
    region: bucket.region,
    acl: bucket.acl as WorldBucket['acl'],
    storageClass: bucket.storageClass as WorldBucket['storageClass'],
    kmsKey: bucket.kmsKey === '' ? undefined : bucket.kmsKey,
    versioning: bucket.versioning === '' ? undefined : (bucket.versioning as WorldBucket['versioning']),
    worm: bucket.worm ? { state: 'Locked' } : undefined,
    referer: isThere(referer) ? { allowEmpty: referer.allowEmpty, list: [...referer.list] } : undefined,
    policy: factOf(facts, 'bucket.denies') === 'yes' ? denial(name) : undefined,
    objects: (factOf(facts, 'bucket.copies') ?? []).map((key) => ({ key })),
  });
  return { buckets: [made as WorldBucket] };
};
