import type { CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf, type MachineFact } from '../fact-shapes.ts';
import { choiceOf } from '../methods/standing.ts';
import type { Forbidden, Method } from '../methods/methods.ts';

/** The machine in the source cluster. Checks of a journey are asked only where it is known which one is meant. */
export const machineOf = ({ observed }: CheckSubject): MachineFact => {
  const machine = factOf(observed.facts, 'vm.source') ?? null;
  if (machine === null) throw new Error('a check of a journey was asked of no machine');
  return machine;
};

export const pass = (summary: string): Judgement => ({ verdict: 'pass', summary });

/** The method that is meant: the one that was chosen, else the one that was asked for; null: auto found none. */
export const meantMethod = (subject: CheckSubject): Method | null => {
  const choice = choiceOf(subject);
  if (choice === null) return null;
  return choice.method ?? (choice.asked === 'auto' ? null : choice.asked);
};

/** What a rule says of the method that is meant; where auto found none, of the methods that it forbids. */
export const spokenOf = (subject: CheckSubject, code: string): readonly Forbidden[] => {
  const choice = choiceOf(subject);
  if (choice === null) return [];
  const meant = meantMethod(subject);
  return choice.verdicts
    .filter(({ method }) => meant === null || method === meant)
    .flatMap(({ forbidden }) => (forbidden?.code === code ? [forbidden] : []));
};

export const warnedOf = (subject: CheckSubject, code: string): readonly Forbidden[] => {
  const choice = choiceOf(subject);
  const verdict = choice?.verdicts.find(({ method }) => method === choice.method);
  return (verdict?.warnings ?? []).filter((warning) => warning.code === code);
};
