import type { CheckSubject } from '../../../../src/core/check.ts';
import { factOf, type HostFact, type MachineFact } from '../fact-shapes.ts';
import { choose, type Answer, type Choice, type Standing } from './methods.ts';
import { isCross, specOf, type VirtualMachineSpec } from '../spec.ts';

/** An ACOS cluster, as the center's enumeration calls it (what an Arcfra build calls it is not published). */
export const isAcos = (type: string): boolean => type === 'SMTX_OS' || type === 'ACOS';

/** The hosts of the target that the document allows. */
export const allowedHosts = ({ desired, observed }: CheckSubject): readonly HostFact[] => {
  const { hosts } = specOf(desired).placement;
  const all = factOf(observed.facts, 'target.hosts') ?? [];
  return hosts.length === 0 ? all : all.filter(({ name }) => hosts.includes(name));
};

/** Of these, the ones that could take it hot: usable, compatible with its CPU, and not the one it is on. */
export const fittingHosts = (subject: CheckSubject, { cpuModel, host }: MachineFact): readonly HostFact[] =>
  allowedHosts(subject).filter(
    ({ notUsable, compatible, name }) => notUsable === null && compatible.includes(cpuModel) && name !== host,
  );

/** Whether a host fits its CPU: a person's word counts, and what the service does not say is not known. */
const cpuAnswer = (subject: CheckSubject, machine: MachineFact): Answer => {
  if (specOf(subject.desired).attestations.cpuCompatible !== undefined) return 'yes';
  if (fittingHosts(subject, machine).length > 0) return 'yes';
  const usable = allowedHosts(subject).filter(({ notUsable }) => notUsable === null);
  const silent = usable.some(({ compatible }) => compatible.length === 0);
  return machine.cpuModel === '' || silent ? 'unknown' : 'no';
};

const osAnswer = ({ attestations }: VirtualMachineSpec, { os }: MachineFact): Answer =>
  attestations.osInstalled !== undefined || os !== null ? 'yes' : 'unknown';

const directAnswer: Readonly<Record<VirtualMachineSpec['network'], Answer>> = {
  direct: 'yes',
  none: 'no',
  unknown: 'unknown',
};

/** The seven answers that decide the method; null while it is not known which machine is meant. */
export const standingOf = (subject: CheckSubject): Standing | null => {
  const { desired, observed } = subject;
  const machine = factOf(observed.facts, 'vm.source') ?? null;
  if (machine === null) return null;
  const spec = specOf(desired);
  return {
    power: machine.power,
    free: machine.notFree === null && (factOf(observed.facts, 'vm.tasks') ?? []).length === 0,
    scope: isCross(spec) ? 'cross' : 'intra',
    acos: isAcos(factOf(observed.facts, 'cluster.target')?.type ?? ''),
    cpu: cpuAnswer(subject, machine),
    os: osAnswer(spec, machine),
    direct: directAnswer[spec.network],
    maxDowntime: spec.maxDowntime,
  };
};

/** The method that this machine takes, and why no other; null while it is not known which machine is meant. */
export const choiceOf = (subject: CheckSubject): Choice | null => {
  const standing = standingOf(subject);
  if (standing === null) return null;
  const { method } = specOf(subject.desired);
  return choose(
    method,
    standing,
    subject.desired.waivers.filter(({ code }) => code === 'VM107').map(({ code }) => code),
  );
};
