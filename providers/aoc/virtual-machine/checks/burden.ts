import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf } from '../fact-shapes.ts';
import { isCross, specOf } from '../spec.ts';
import { allowedHosts } from '../methods/standing.ts';
import { machineOf, meantMethod, pass } from './judgements.ts';

const isCrossing = ({ desired }: CheckSubject): boolean => isCross(specOf(desired));

const gib = (bytes: number): string => `${Math.ceil(bytes / 2 ** 30)} GiB`;

/** Copies that a policy keeps: of the replica policies their number, else as much again as the data. */
const copies = (subject: CheckSubject): number => {
  const { storagePolicy } = specOf(subject.desired);
  const found = typeof storagePolicy === 'string' ? /REPLICA_(\d)/.exec(storagePolicy) : null;
  return found === null ? 2 : Number(found[1]);
};

const thereIsRoom = (subject: CheckSubject): Judgement => {
  const { memory, provisioned, power } = machineOf(subject);
  const hosts = allowedHosts(subject).filter(({ notUsable }) => notUsable === null);
  const needed = memory ?? 0;
  const fits = hosts.filter(({ memory: free }) => free === null || free >= needed);
  const at = '/spec/placement';
  if (power === 'running' && hosts.length > 0 && fits.length === 0)
    return {
      verdict: 'fail',
      summary: `no host that it may go to has ${gib(needed)} of memory free`,
      detail: hosts.map(({ name, memory: free }) => `${name}: ${free === null ? 'not said' : gib(free)}`).join('; '),
      remedy: 'free some, or name other hosts',
      at,
    };
  const space = factOf(subject.observed.facts, 'cluster.target')?.space ?? null;
  const asked = (provisioned ?? 0) * copies(subject);
  if (isCrossing(subject) && space !== null && space < asked)
    return {
      verdict: 'warn',
      summary: `the target has ${gib(space)} free; written in full its disks take ${gib(asked)}`,
      detail: 'Thin disks take less; the operation center decides.',
      at,
    };
  return pass('memory and space are enough');
};

const devicesMove = (subject: CheckSubject): Judgement => {
  const { gpus, pciNics, usbs } = machineOf(subject);
  const { devices } = specOf(subject.desired);
  const nics = factOf(subject.observed.facts, 'vm.nics') ?? [];
  const virtual = nics.filter(({ model }) => model === 'SRIOV').length;
  const images = factOf(subject.observed.facts, 'vm.images') ?? 0;
  const shared = factOf(subject.observed.facts, 'vm.shared') ?? [];
  const fixed = [
    ...(gpus > 0 ? [`${gpus} GPU`] : []),
    ...(pciNics > 0 ? [`${pciNics} PCI passthrough card${pciNics === 1 ? '' : 's'}`] : []),
    ...(virtual > 0 ? [`${virtual} SR-IOV card${virtual === 1 ? '' : 's'}`] : []),
    ...(usbs > 0 ? [`${usbs} USB device${usbs === 1 ? '' : 's'}`] : []),
  ];
  const at = '/spec/devices';
  if (isCrossing(subject) && shared.length > 0)
    return {
      verdict: 'fail',
      summary: `it shares ${shared.length === 1 ? 'a volume' : `${shared.length} volumes`} with other machines`,
      detail: shared.join(', '),
      remedy: 'end the sharing first',
      at,
    };
  const stays = meantMethod(subject) === 'cold' && !isCrossing(subject);
  if (fixed.length > 0 && devices === 'refuse' && !stays)
    return {
      verdict: 'fail',
      summary: `it has devices that do not move: ${fixed.join(', ')}`,
      remedy: 'detach them by hand, or say devices: detach (they are gone for good)',
      at,
    };
  if (fixed.length > 0) return { verdict: 'warn', summary: `${fixed.join(', ')} will be detached for good`, at };
  if (isCrossing(subject) && images > 0)
    return {
      verdict: 'warn',
      summary: `an image is in ${images} of its drives and lies on the source cluster`,
      remedy: 'take it out',
    };
  return pass('it has no device that does not move');
};

const journey = { stage: 'journey', waivable: false } as const;

/** VM113, VM114: what it takes with it, and whether that fits. */
export const burdenChecks: readonly Check[] = [
  {
    code: 'VM113',
    explains:
      'A running machine needs a host with as much free memory as it has; its disks, written in full, need their room in as many copies as the policy keeps. Thin disks take less, so that space alone is a warning.',
    remedy:
      'Free memory or space on the target, name other hosts (placement.hosts), or choose a policy of fewer copies.',
    demands: 'memory and space on the target',
    ...journey,
    facts: ['vm.source', 'target.hosts', 'cluster.target'],
    judge: thereIsRoom,
  },
  {
    code: 'VM114',
    explains:
      'Passed-through devices belong to one host, a shared volume to several machines, and an image in a drive to the source cluster: none of them can follow.',
    remedy:
      'Detach what is named by hand, end the sharing, take the image out; devices: detach lets the move detach devices, and they are gone for good.',
    demands: 'it has no device that does not move, no shared volume, no image in a drive',
    ...journey,
    facts: ['vm.source', 'vm.nics', 'vm.images', 'vm.shared', 'vm.tasks', 'cluster.target', 'target.hosts'],
    judge: devicesMove,
  },
];
