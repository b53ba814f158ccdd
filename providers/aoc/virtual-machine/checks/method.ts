import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf } from '../fact-shapes.ts';
import { isCross, specOf } from '../spec.ts';
import { allowedHosts, choiceOf, fittingHosts, isAcos } from '../methods/standing.ts';
import { machineOf, meantMethod, pass, spokenOf, warnedOf } from './judgements.ts';

const isCrossing = ({ desired }: CheckSubject): boolean => isCross(specOf(desired));

const targetIsAcos = (subject: CheckSubject): Judgement => {
  const { placement } = specOf(subject.desired);
  const target = factOf(subject.observed.facts, 'cluster.target') ?? null;
  if (target === null)
    return {
      verdict: 'fail',
      summary: `the operation center has no cluster ${placement.cluster}`,
      remedy: 'correct placement.cluster',
      at: '/spec/placement/cluster',
    };
  if (!isAcos(target.type))
    return {
      verdict: 'fail',
      summary: `${target.name} is a ${target.type} cluster; only an ACOS cluster (SMTX_OS) can be moved to`,
      remedy: 'name an ACOS cluster',
      at: '/spec/placement/cluster',
    };
  if (target.hypervisor !== 'ELF' && target.hypervisor !== '')
    return {
      verdict: 'warn',
      summary: `${target.name} is an ACOS cluster on ${target.hypervisor}, not on its own hypervisor`,
    };
  return pass(`${target.name} is an ACOS cluster`);
};

const stagedCrosses = (subject: CheckSubject): Judgement =>
  spokenOf(subject, 'VM105').length === 0
    ? pass(isCrossing(subject) ? 'it goes to another cluster' : 'no staged migration is asked for')
    : {
        verdict: 'fail',
        summary: 'within one cluster there is no staged migration',
        remedy: 'say method: hot or cold',
        at: '/spec/method',
      };

const names = (hosts: readonly { readonly name: string }[]): string => hosts.map(({ name }) => name).join(', ');

const cpuFits = (subject: CheckSubject): Judgement => {
  const machine = machineOf(subject);
  const fitting = fittingHosts(subject, machine);
  const { attestations } = specOf(subject.desired);
  const method = meantMethod(subject);
  if (attestations.cpuCompatible !== undefined) return pass(`attested: ${attestations.cpuCompatible}`);
  const all = allowedHosts(subject).length;
  if (fitting.length > 0)
    return pass(`CPU ${machine.cpuModel} fits ${fitting.length} of ${all} hosts: ${names(fitting)}`);
  const says = `CPU ${machine.cpuModel || '(not said)'} is on no host that it may go to`;
  const known = allowedHosts(subject).map(
    ({ name, compatible, notUsable }) => `${name}: ${notUsable ?? (compatible.join(' ') || 'not said')}`,
  );
  if (method !== 'hot' && spokenOf(subject, 'VM106').length === 0)
    return warnedOf(subject, 'VM106').length > 0
      ? { verdict: 'warn', summary: `${says}; cold and staged need less, not nothing`, detail: known.join('; ') }
      : pass('the method does not ask for it');
  return {
    verdict: 'fail',
    summary: says,
    detail: known.join('; '),
    remedy: 'name hosts that fit, say method: staged or cold, or attest it: attestations.cpuCompatible',
    at: '/spec/placement',
  };
};

const networkIsDirect = (subject: CheckSubject): Judgement => {
  // A waiver lets the method be chosen; it is still this rule that it sets aside.
  const isHotWithout = meantMethod(subject) === 'hot' && specOf(subject.desired).network === 'none';
  if (isHotWithout || spokenOf(subject, 'VM107').length > 0)
    return {
      verdict: 'fail',
      summary: 'hot across clusters needs a direct network (inferred: the vendor says that the others need less)',
      remedy: 'say method: staged, or network: direct where there is one',
      at: '/spec/network',
    };
  if (warnedOf(subject, 'VM107').length > 0)
    return {
      verdict: 'warn',
      summary: 'nobody declared whether the clusters have a direct network',
      at: '/spec/network',
    };
  return pass(`network: ${specOf(subject.desired).network}`);
};

const osIsInstalled = (subject: CheckSubject): Judgement => {
  const { os } = machineOf(subject);
  const { attestations } = specOf(subject.desired);
  if (attestations.osInstalled !== undefined) return pass(`attested: ${attestations.osInstalled}`);
  if (spokenOf(subject, 'VM108').length > 0)
    return {
      verdict: 'fail',
      summary: 'nothing shows that an operating system is installed, and staged needs one',
      remedy: 'say what is installed: attestations.osInstalled; or method: cold',
      at: '/spec/method',
    };
  if (os === null) return pass('the method does not ask for it');
  return os.strength === 'strong' || meantMethod(subject) !== 'staged'
    ? pass(`an operating system is installed: ${os.says}`)
    : { verdict: 'warn', summary: `only a label shows that an operating system is installed: ${os.says}` };
};

const downtimeIsAllowed = (subject: CheckSubject): Judgement => {
  const spoken = spokenOf(subject, 'VM109');
  const { maxDowntime } = specOf(subject.desired);
  if (spoken.length === 0) return pass(`maxDowntime: ${maxDowntime}`);
  return {
    verdict: 'fail',
    summary: spoken[0]?.says ?? '',
    remedy: 'allow more: maxDowntime: short (staged) or whole (cold)',
    at: '/spec/maxDowntime',
  };
};

/** Every plan names the method and, per other method, the first rule that forbids it. */
const methodIsNamed = (subject: CheckSubject): Judgement => {
  const choice = choiceOf(subject);
  if (choice === null) throw new Error('a check of a journey was asked of no machine');
  const others = choice.verdicts
    .filter(({ method }) => method !== choice.method)
    .map(({ method, forbidden }) =>
      forbidden === null ? `${method}: possible` : `${method}: ${forbidden.code} ${forbidden.says}`,
    );
  if (choice.method === null)
    return {
      verdict: 'fail',
      summary: choice.asked === 'auto' ? 'no method can be taken' : `${choice.asked} cannot be taken`,
      detail: others.join('; '),
      remedy: `mend what the rules name${choice.asked === 'auto' ? '' : ', or say method: auto'}`,
      at: '/spec/method',
    };
  return {
    verdict: 'pass',
    summary: `${choice.method}${choice.asked === 'auto' ? ' (auto)' : ''}`,
    detail: others.join('; '),
  };
};

const decides = ['vm.source', 'vm.tasks', 'cluster.target', 'target.hosts'] as const;
const journey = { stage: 'journey', waivable: false, facts: decides } as const;

/** VM100, VM104–VM109: the method and what it demands. */
export const methodChecks: readonly Check[] = [
  {
    code: 'VM100',
    explains:
      'A machine moves hot, staged or cold, each under rules of its own (VM103 to VM109). method: auto takes the one that keeps it on for longest, and says for each other way the first rule that forbids it. Here no way is left, or the one that is asked for is forbidden.',
    remedy: 'Mend what the named rules say; or say method: auto, or allow more downtime (maxDowntime).',
    demands: 'a method can be taken',
    ...journey,
    judge: methodIsNamed,
  },
  {
    code: 'VM104',
    explains: 'All three methods cross clusters to an ACOS cluster only.',
    remedy: 'Name an ACOS cluster in placement.cluster.',
    demands: 'the target of a move to another cluster is an ACOS cluster',
    ...journey,
    applies: isCrossing,
    judge: targetIsAcos,
  },
  {
    code: 'VM105',
    explains:
      'A staged migration copies to another cluster while the machine runs, and then shuts it down for the rest. Within one cluster there is nothing of the kind.',
    remedy: 'Say method: hot or cold.',
    demands: 'staged is across clusters only',
    ...journey,
    judge: stagedCrosses,
  },
  {
    code: 'VM106',
    explains:
      'A machine that stays on goes on with the instructions of its CPU, so the host must offer its model. A model that the service does not name is no pass.',
    remedy:
      'Name hosts that fit (placement.hosts), say method: staged or cold, or attest it: attestations.cpuCompatible.',
    demands: 'hot: a host that it may go to is compatible with its CPU',
    ...journey,
    judge: cpuFits,
  },
  {
    code: 'VM107',
    explains:
      'That a direct network is needed is inferred from what the vendor says of the other methods, and no API tells whether there is one. So it is declared.',
    remedy: 'Say network: direct where there is one, else method: staged or cold.',
    demands: 'hot across clusters goes over a direct network',
    ...journey,
    waivable: true,
    applies: isCrossing,
    judge: networkIsDirect,
  },
  {
    code: 'VM108',
    explains:
      'The end of a staged move shuts the guest down from inside, which an empty machine cannot do. Guest tools, or a person, show that a system is installed; a label alone is a hint.',
    remedy: 'Say what is installed: attestations.osInstalled; or say method: cold.',
    demands: 'staged: an operating system is installed',
    ...journey,
    judge: osIsInstalled,
  },
  {
    code: 'VM109',
    explains:
      'A hot move takes no downtime, a staged one as long as the last part of the copy, a cold one as long as the whole copy. Nothing is switched off for longer than the document allows.',
    remedy: 'Allow more (maxDowntime: short for staged, whole for cold), or mend what forbids the hot way.',
    demands: 'the declared downtime allows the method',
    ...journey,
    judge: downtimeIsAllowed,
  },
];
