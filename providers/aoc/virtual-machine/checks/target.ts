import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf, type ClusterFact } from '../fact-shapes.ts';
import { mappingOf, type Mapping } from '../methods/networks.ts';
import { isCross, specOf } from '../spec.ts';
import { allowedHosts } from '../methods/standing.ts';
import { storageFields } from '../methods/storage.ts';
import { pass } from './judgements.ts';

const isCrossing = ({ desired }: CheckSubject): boolean => isCross(specOf(desired));

const mapped = ({ desired, observed }: CheckSubject): Mapping =>
  mappingOf(
    factOf(observed.facts, 'vm.nics') ?? [],
    specOf(desired).networks,
    factOf(observed.facts, 'target.networks') ?? [],
  );

const mapIsComplete = (subject: CheckSubject): Judgement => {
  const { faults, mapped: pairs } = mapped(subject);
  if (faults.length === 0)
    return pass(
      pairs.length === 0
        ? 'it has no network card'
        : pairs.map(({ from, to }) => `${from.name} -> ${to.name}`).join(', '),
    );
  const have = (factOf(subject.observed.facts, 'target.networks') ?? []).map(({ name }) => name).sort();
  return {
    verdict: 'fail',
    summary: faults.join('; '),
    detail: `Networks of the target: ${have.join(', ') || 'none'}.`,
    remedy: 'map each of its networks once: networks: [{from: NAME, to: NAME}]',
    at: '/spec/networks',
  };
};

const tagsAreEqual = (subject: CheckSubject): Judgement => {
  const other = mapped(subject).mapped.filter(({ from, to }) => from.tag !== to.tag);
  if (other.length === 0) return pass('the mapped networks carry the same VLAN tags');
  return {
    verdict: 'warn',
    summary: other
      .map(({ from, to }) => `${from.name} (VLAN ${from.tag ?? '?'}) -> ${to.name} (VLAN ${to.tag ?? '?'})`)
      .join(', '),
    detail: 'The guest keeps its address; whether that routes there, no API tells.',
    remedy: 'make sure that its addresses are routed on the target network',
    at: '/spec/networks',
  };
};

const storageIsExpressible = (subject: CheckSubject): Judgement => {
  const version = factOf(subject.observed.facts, 'center.version') ?? '';
  const { storagePolicy } = specOf(subject.desired);
  const fields = storageFields(version, storagePolicy);
  if (!fields.ok)
    return {
      verdict: 'fail',
      summary: `${fields.why} (it is ${version})`,
      remedy:
        storagePolicy === null
          ? 'say one: storagePolicy: REPLICA_2_THIN_PROVISION, or another'
          : 'correct storagePolicy',
      at: '/spec/storagePolicy',
    };
  return pass(storagePolicy === null ? 'own policy of the target' : JSON.stringify(storagePolicy));
};

const architectureIsEqual = ({ observed }: CheckSubject): Judgement => {
  const [source, target] = (['cluster.source', 'cluster.target'] as const).map((name) => factOf(observed.facts, name));
  const [from, to] = [source?.architecture ?? '', target?.architecture ?? ''];
  if (from === to) return pass(from === '' ? 'neither cluster says its architecture' : `both are ${from}`);
  return {
    verdict: 'fail',
    summary: `the source is ${from || 'not said'}, the target ${to || 'not said'}: the guest cannot start there`,
    at: '/spec/placement/cluster',
  };
};

const hostsAreThere = (subject: CheckSubject): Judgement => {
  const { hosts } = specOf(subject.desired).placement;
  const all = factOf(subject.observed.facts, 'target.hosts') ?? [];
  const usable = allowedHosts(subject).filter(({ notUsable }) => notUsable === null);
  const missing = hosts.filter((name) => !all.some((host) => host.name === name));
  const at = '/spec/placement/hosts';
  if (missing.length > 0)
    return {
      verdict: 'fail',
      summary: `${missing.join(', ')} is in another cluster or not there`,
      detail: `Hosts of the target: ${all.map(({ name }) => name).join(', ')}.`,
      remedy: 'correct placement.hosts',
      at,
    };
  if (usable.length === 0)
    return {
      verdict: 'fail',
      summary: 'no host that it may go to can take a machine now',
      detail: allowedHosts(subject)
        .map(({ name, notUsable }) => `${name}: ${notUsable ?? ''}`)
        .join('; '),
      remedy: 'end the maintenance, or name other hosts',
      at,
    };
  return pass(`${usable.length} of ${all.length} hosts can take it`);
};

const nameIsFree = (subject: CheckSubject): Judgement => {
  const taken = factOf(subject.observed.facts, 'target.namesake') ?? null;
  if (taken === null) return pass('its name is free on the target');
  return {
    verdict: 'fail',
    summary: `another machine of its name is on the target: ${taken.id}, ${taken.power}`,
    remedy: 'rename one of them, or give this one newName',
    at: '/spec/newName',
  };
};

const faultOf = (cluster: ClusterFact | null | undefined, name: string): string | null =>
  cluster === null || cluster === undefined
    ? `the operation center has no cluster ${name}`
    : cluster.connected === 'CONNECTED'
      ? null
      : `${name} is ${cluster.connected || 'in a state that is not said'}`;

const clustersAreConnected = ({ desired, observed }: CheckSubject): Judgement => {
  const { machine, placement } = specOf(desired);
  const faults = [
    faultOf(factOf(observed.facts, 'cluster.source'), machine.cluster),
    faultOf(factOf(observed.facts, 'cluster.target'), placement.cluster),
  ].filter((fault) => fault !== null);
  return faults.length === 0
    ? pass('both clusters are connected')
    : {
        verdict: 'fail',
        summary: [...new Set(faults)].join('; '),
        remedy: 'connect it in the operation center first',
        at: '/spec/placement',
      };
};

const journey = { stage: 'journey', waivable: false } as const;

/** VM111, VM112, VM115–VM118, VM121: what the target has to offer. */
export const targetChecks: readonly Check[] = [
  {
    code: 'VM111',
    explains:
      'Networks of two clusters are not the same ones, whatever they are called. Each card of the machine needs one named network of the target; a card in a VPC cannot be mapped at all.',
    remedy:
      'Map each of its networks once: networks: [{from: v10, to: v110}]. The plan names those of the target. Take a card in a VPC off first.',
    demands: 'each of its networks is mapped once',
    ...journey,
    facts: ['vm.nics', 'target.networks'],
    applies: isCrossing,
    judge: mapIsComplete,
  },
  {
    code: 'VM112',
    explains:
      'How the storage policy is said has changed between versions of the operation center: up to 4.6 one must be said, from 4.7 on it may be left out, and erasure coding is said in another way. What this version cannot be told is refused here rather than left out in silence.',
    remedy: 'Say one that this version knows: storagePolicy: REPLICA_2_THIN_PROVISION, for example.',
    demands: 'this version of the operation center can be told the storage policy',
    ...journey,
    facts: ['center.version'],
    applies: isCrossing,
    judge: storageIsExpressible,
  },
  {
    code: 'VM115',
    demands: 'source and target have the same architecture',
    ...journey,
    facts: ['cluster.source', 'cluster.target'],
    judge: architectureIsEqual,
  },
  {
    code: 'VM116',
    explains: 'A host of another cluster, in maintenance or not connected takes no machine.',
    remedy: 'Correct placement.hosts, end the maintenance, or leave hosts out.',
    demands: 'the named hosts are in the target cluster and usable',
    ...journey,
    facts: ['target.hosts'],
    judge: hostsAreThere,
  },
  {
    code: 'VM117',
    explains:
      'On the target the machine keeps its name. Where another has it already, nobody could tell the two apart, nor whether the move was done before.',
    remedy: 'Rename one of them, or give this one another name there: newName.',
    demands: 'its name is free on the target',
    stage: 'target',
    waivable: false,
    facts: ['target.namesake'],
    applies: isCrossing,
    judge: nameIsFree,
  },
  {
    code: 'VM118',
    explains:
      'The operation center moves machines between clusters that it reaches. What it says of one that is not connected may be old.',
    remedy: 'Connect the cluster in the operation center, then plan again.',
    demands: 'both clusters are connected',
    ...journey,
    facts: ['cluster.source', 'cluster.target'],
    judge: clustersAreConnected,
  },
  {
    code: 'VM121',
    explains:
      'The guest keeps its address. Behind another VLAN tag it may reach nobody, and no API tells whether the address is routed there. A warning: a yes accepts it.',
    remedy: 'Make sure that its addresses are routed on the target network, or map to one with the same tag.',
    demands: 'mapped networks carry the same VLAN tags',
    ...journey,
    facts: ['vm.nics', 'target.networks'],
    applies: isCrossing,
    judge: tagsAreEqual,
  },
];
