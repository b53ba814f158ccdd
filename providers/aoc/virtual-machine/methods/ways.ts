import type { CheckSubject } from '../../../../src/core/check.ts';
import type { Ways } from '../../../../src/core/kind.ts';
import { factOf } from '../fact-shapes.ts';
import { isCross, specOf } from '../spec.ts';
import { choiceOf, allowedHosts, fittingHosts } from './standing.ts';
import type { Choice, Method } from './methods.ts';

const fits = (subject: CheckSubject): string => {
  const machine = factOf(subject.observed.facts, 'vm.source') ?? null;
  const { attestations, network } = specOf(subject.desired);
  if (machine === null) return '';
  const cpu =
    attestations.cpuCompatible === undefined
      ? `CPU fits ${String(fittingHosts(subject, machine).length)} of ${String(allowedHosts(subject).length)} hosts`
      : 'CPU attested';
  return isCross(specOf(subject.desired)) ? `${cpu}, network ${network}` : cpu;
};

/** Why the method that is taken is the one, in few words. */
const becauseOf = (subject: CheckSubject, { method, asked }: Choice): string => {
  const isOff = factOf(subject.observed.facts, 'vm.source')?.power === 'stopped';
  const reasons: Readonly<Record<Method, string>> = {
    hot: fits(subject),
    staged: 'off for the last increment only',
    cold: isOff ? 'is off already' : 'off for the whole copy',
  };
  if (method === null) return asked === 'auto' ? 'no method can be taken' : `${asked} cannot be taken`;
  return asked === 'auto' ? reasons[method] : `as asked; ${reasons[method]}`;
};

/** The methods in the order in which they are wished for: what keeps it on for longest comes first; off, it only goes cold. */
const wishesOf = (subject: CheckSubject): readonly Method[] =>
  factOf(subject.observed.facts, 'vm.source')?.power === 'stopped' ? ['cold'] : ['hot', 'staged', 'cold'];

/** The method and, for each other one, the first rule that forbids it; null while no one machine is meant. */
export const waysOf = (subject: CheckSubject): Ways | null => {
  const choice = choiceOf(subject);
  if (choice === null) return null;
  const wishes = wishesOf(subject);
  const better = choice.method === null ? wishes : wishes.slice(0, Math.max(wishes.indexOf(choice.method), 0));
  return {
    taken: choice.method,
    because: becauseOf(subject, choice),
    others: choice.verdicts
      .filter(({ method }) => method !== choice.method)
      .map(({ method, forbidden }) => ({
        way: method,
        code: forbidden?.code ?? null,
        says: forbidden?.says ?? (choice.asked === 'auto' ? 'takes it away for longer' : 'possible, not asked for'),
        ...(better.includes(method) ? { rather: true as const } : {}),
      })),
  };
};
