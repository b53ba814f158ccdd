import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf } from '../fact-shapes.ts';
import { specOf } from '../spec.ts';
import { machineOf, meantMethod, pass, spokenOf } from './judgements.ts';

const said = ({ desired }: CheckSubject): string => {
  const { machine } = specOf(desired);
  return machine.id ?? machine.name ?? '';
};

/** A set that found other machines than it expects: nothing tells which are meant, so none of them is moved. */
const unexpected = ({ desired: { membership } }: CheckSubject): Judgement | null => {
  if (membership === undefined || membership.expected === null || membership.found === membership.expected) return null;
  const { found, expected } = membership;
  return {
    verdict: 'fail',
    summary: `the set selects ${found} ${found === 1 ? 'machine' : 'machines'}; ${expected} ${expected === 1 ? 'is' : 'are'} expected`,
    remedy: 'look which machines the selector finds, then correct it or expect.machines',
    at: '/spec/expect/machines',
  };
};

const exactlyOne = (subject: CheckSubject): Judgement => {
  const { machine } = specOf(subject.desired);
  const candidates = factOf(subject.observed.facts, 'vm.candidates') ?? [];
  const copy = factOf(subject.observed.facts, 'vm.copy') ?? null;
  const other = unexpected(subject);
  if (other !== null) return other;
  if (candidates.length === 1) return pass(`one machine: ${candidates[0]?.name ?? ''} (${candidates[0]?.id ?? ''})`);
  if (candidates.length === 0 && copy !== null) return pass(`it is on the target already: ${copy.id}`);
  const found = candidates.map(({ id }) => id).join(', ');
  return {
    verdict: 'fail',
    summary: `${candidates.length} machines are ${said(subject)} in ${machine.cluster}; exactly 1 is needed`,
    ...(found === '' ? {} : { detail: `They are ${found}.` }),
    remedy: candidates.length > 1 ? 'name it by its id: machine.id' : 'correct machine.cluster and machine.name',
    at: '/spec/machine',
  };
};

const isFree = (subject: CheckSubject): Judgement => {
  const machine = machineOf(subject);
  const tasks = factOf(subject.observed.facts, 'vm.tasks') ?? [];
  const { source } = specOf(subject.desired);
  const why = machine.notFree ?? tasks.map(({ says, status }) => `${says} (${status})`)[0] ?? null;
  if (why !== null)
    return {
      verdict: 'fail',
      summary: `it is not free: ${why}`,
      detail: tasks.map(({ id, status, createdAt }) => `task ${id} is ${status} since ${createdAt}`).join('; '),
      remedy: 'wait until it is free, then plan again',
      at: '/spec/machine',
    };
  if (machine.protected && source === 'delete')
    return {
      verdict: 'fail',
      summary: 'it is protected, and source: delete would delete it',
      remedy: 'say source: keep, or take its protection off by hand',
      at: '/spec/source',
    };
  return pass('no operation is under way on it');
};

const powerFits = (subject: CheckSubject): Judgement => {
  const { power } = machineOf(subject);
  const spoken = spokenOf(subject, 'VM103');
  if (spoken.length === 0) return pass(`it is ${power}`);
  return {
    verdict: 'fail',
    summary: spoken[0]?.says ?? `it is ${power}`,
    remedy:
      power === 'stopped'
        ? 'say method: cold, or start it and plan again'
        : 'resume it or shut it down, then plan again',
    at: '/spec/method',
  };
};

const toolsRun = (subject: CheckSubject): Judgement => {
  const { tools } = machineOf(subject);
  if (tools === 'RUNNING') return pass('its guest tools run');
  return {
    verdict: 'warn',
    summary: `its guest tools do not run (${tools === '' ? 'not said' : tools}): its shutdown may time out`,
    remedy: 'install and start them, or shut it down from inside',
  };
};

const backupIsYoung = (subject: CheckSubject): Judgement => {
  const { attestations, backupWithin } = specOf(subject.desired);
  const { snapshots } = machineOf(subject);
  if (attestations.backup !== undefined) return pass(`attested: ${attestations.backup}`);
  return {
    verdict: 'warn',
    summary: `nobody attests a backup${backupWithin === null ? '' : ` younger than ${backupWithin}`}; it has ${snapshots} snapshots, which do not follow it across clusters`,
    remedy: 'take one and say so: attestations.backup',
    at: '/spec',
  };
};

const journey = { stage: 'journey', waivable: false } as const;

/** Where its guest is asked to shut down: by a yes to the second part of a staged move too. */
const isAskedToShutDown = (subject: CheckSubject): boolean => {
  const { by } = specOf(subject.desired).shutdown;
  return meantMethod(subject) === 'staged' ? by !== 'force' : by === 'guest';
};

/** VM101–VM103, VM110, VM122: which machine, and how it is. */
export const machineChecks: readonly Check[] = [
  {
    code: 'VM101',
    explains:
      'A name may be carried by several machines, and a selector may find more or fewer than somebody had in mind. Nothing tells which are meant, so none of them is moved; a set that finds another number than expect.machines is stopped as a whole.',
    remedy:
      'Look which machines there are (the plan names them), then name one by its id (machine.id), or correct the selector or expect.machines.',
    demands: 'exactly one machine, by its id or by its name within its cluster; of a set, as many as it expects',
    stage: 'target',
    waivable: false,
    facts: ['vm.candidates', 'vm.copy'],
    judge: exactlyOne,
  },
  {
    code: 'VM102',
    explains:
      'An operation that is under way on the machine would run into its move, a machine of the system belongs to the cluster, and one in the recycle bin is about to go. Protection is taken off by nobody but a person, so with source: delete it stands in the way.',
    remedy:
      'Wait until the operation that is named has ended, then plan again; of a protected machine say source: keep, or take its protection off by hand.',
    demands: 'it is free, no system machine, in no recycle bin; a protected one does not lose its source',
    ...journey,
    facts: ['vm.source', 'vm.tasks'],
    judge: isFree,
  },
  {
    code: 'VM103',
    explains:
      'Hot and staged moves begin with a machine that runs; a cold one moves a machine that is off, or that may be shut down. A suspended machine fits none of the three.',
    remedy: 'Start it, or resume it, or shut it down; or say method: cold. Then plan again.',
    demands: 'its power fits the method: hot and staged running, cold shut down or allowed to be',
    ...journey,
    facts: ['vm.source', 'vm.tasks', 'cluster.target', 'target.hosts'],
    judge: powerFits,
  },
  {
    code: 'VM110',
    explains:
      'A guest shuts down when it is asked only while its tools run. Without them the request may time out, and the machine stays on while its copy waits. A warning: a yes accepts it.',
    remedy:
      'Install and start the guest tools, or shut it down from inside when the run asks for it (shutdown: {by: person}).',
    demands: 'guest tools run where a graceful shutdown is planned',
    ...journey,
    facts: ['vm.source', 'vm.tasks', 'cluster.target', 'target.hosts'],
    applies: isAskedToShutDown,
    judge: toolsRun,
  },
  {
    code: 'VM122',
    explains:
      'Snapshots do not follow a machine across clusters, and no API tells whether there is a backup elsewhere, so a person says it. A warning: a yes accepts that there is none.',
    remedy: 'Take a backup and say so: attestations.backup.',
    demands: 'a backup is attested, as young as declared',
    ...journey,
    facts: ['vm.source'],
    judge: backupIsYoung,
  },
];
