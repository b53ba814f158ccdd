import type { CheckSubject } from '../../../../src/core/check.ts';
import type { Json } from '../../../../src/core/fact.ts';
import type { StepDraft } from '../../../../src/core/kind.ts';
import type { Expectation, Limit } from '../../../../src/core/step.ts';
import { factOf, type HostFact, type MachineFact } from '../fact-shapes.ts';
import type { Method } from '../methods/methods.ts';
import { copyTime } from '../methods/estimate.ts';
import { mappingOf } from '../methods/networks.ts';
import { finalName, isCross, type VirtualMachineSpec } from '../spec.ts';
import { allowedHosts, fittingHosts } from '../methods/standing.ts';
import { storageFields } from '../methods/storage.ts';

/** What all ways of one machine are made of. */
export interface Way {
  readonly subject: CheckSubject;
  readonly spec: VirtualMachineSpec;
  readonly machine: MachineFact;
  readonly method: Method;
}

type Draft = Omit<StepDraft, 'because' | 'expects' | 'needs'> & Partial<Pick<StepDraft, 'expects' | 'needs'>>;

export const step = (draft: Draft): StepDraft => ({ because: ['vm.cluster'], expects: [], needs: [], ...draft });

/** The host that is named to the service: only where some are allowed, or counted; it must fit where it moves hot. */
const hostFor = ({ subject, spec, machine, method }: Way): HostFact | null => {
  const counted = subject.desired.membership?.rollout['perTargetHost'] !== undefined;
  if (spec.placement.hosts.length === 0 && !counted) return null;
  const fits = method === 'hot' ? fittingHosts(subject, machine) : [];
  const usable = allowedHosts(subject).filter(({ notUsable, name }) => notUsable === null && name !== machine.host);
  const most = [...(fits.length > 0 ? fits : usable)].sort((a, b) => (b.memory ?? 0) - (a.memory ?? 0));
  // The members of a set take hosts in turn, the roomiest first: all of them on one would fill it.
  return most[(subject.desired.membership?.index ?? 0) % Math.max(most.length, 1)] ?? null;
};

const typeOf = { hot: 'LIVE_MIGRATE', cold: 'COLD_MIGRATE', staged: 'CUTOVER_MIGRATE' } as const;

/** The arguments of a move to another cluster: everything that the call will say, so that a reviewer sees it. */
export const acrossArgs = (way: Way): { readonly [name: string]: Json } => {
  const { subject, spec, machine, method } = way;
  const { facts } = subject.observed;
  const target = factOf(facts, 'cluster.target');
  const storage = storageFields(factOf(facts, 'center.version') ?? '', spec.storagePolicy);
  const { mapped } = mappingOf(factOf(facts, 'vm.nics') ?? [], spec.networks, factOf(facts, 'target.networks') ?? []);
  const host = hostFor(way);
  return {
    machine: machine.id,
    name: finalName(spec) ?? machine.name,
    migrateType: typeOf[method],
    cluster: target?.id ?? '',
    clusterName: spec.placement.cluster,
    host: host?.id ?? null,
    networks: mapped.map(({ from, to }) => ({
      from: from.localId,
      to: to.localId,
      says: `${from.name} -> ${to.name}`,
    })),
    storage: storage.ok ? storage.fields : {},
    newName: spec.newName,
    deleteSource: spec.source === 'delete',
    detachDevices: spec.devices === 'detach',
  };
};

export const withinArgs = (way: Way): { readonly [name: string]: Json } => {
  const { machine, method, spec } = way;
  const host = hostFor(way);
  return { machine: machine.id, method, host: host?.id ?? null, hosts: [...spec.placement.hosts] };
};

/** How many members of a set are under way at once: in all, from its host, to its host, between the two clusters. */
export const limitsOf = (way: Way): readonly Limit[] => {
  const { membership } = way.subject.desired;
  if (membership === undefined) return [];
  const { machine, spec } = way;
  const host = hostFor(way);
  const counted: readonly (readonly [string, string | null])[] = [
    ['parallel', membership.set],
    ['perSourceHost', machine.host === '' ? null : `from ${machine.cluster}/${machine.host}`],
    ['perTargetHost', host === null ? null : `to ${spec.placement.cluster}/${host.name}`],
    ['perPair', `${machine.cluster} -> ${spec.placement.cluster}`],
  ];
  return counted.flatMap(([by, of]) => {
    const atMost = membership.rollout[by];
    return of === null || atMost === undefined ? [] : [{ of, atMost }];
  });
};

/** How long a move to another cluster takes by the machine's size; one that moves cold is off for as long. */
export const timed = ({ machine, method }: Way): Pick<StepDraft, 'duration' | 'downtime'> => {
  const duration = copyTime(machine.provisioned);
  return { duration, downtime: method === 'hot' ? null : duration };
};

/** What must be so right before the move is sent: the API has no field for the method, so the power decides. */
export const powerIs = (power: string): readonly Expectation[] => [{ fact: 'vm.power', equals: power }];

export const place = ({ spec }: Way): string =>
  isCross(spec) ? spec.placement.cluster : spec.placement.hosts.join(' or ');

/** Proves where it is, by which networks, under which name and with which power; and that it runs but once. */
export const proof = (way: Way, power: 'running' | 'stopped', needs: readonly string[]): StepDraft => {
  const { spec, machine } = way;
  const facts = {
    'vm.cluster': spec.placement.cluster,
    'vm.hostAllowed': true,
    'vm.networksAllowed': true,
    'vm.name': finalName(spec) ?? machine.name,
    'vm.power': power,
    'vm.twice': null,
  };
  return step({
    id: 'prove',
    type: 'check',
    operation: 'aoc.prove/1',
    title: `prove: on ${place(way)}, ${power === 'running' ? 'running' : 'off'}, once, networks and name as asked`,
    args: { machine: machine.id, facts },
    needs,
  });
};
