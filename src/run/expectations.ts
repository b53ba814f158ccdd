import { canonical, equal } from '../core/canonical.ts';
import type { ActStep } from '../core/step.ts';
import type { RunSubject } from './ports.ts';

/** What became of a step's expectations: they hold, one moved (said from what to what), or could not be read. */
export type Comparison =
  | { readonly is: 'hold' }
  | { readonly is: 'moved'; readonly why: string }
  | { readonly is: 'unreadable'; readonly why: string };

/** Reads the target again and compares the facts a step expects, by value. */
export const compareExpectations = async (
  step: ActStep,
  { kind, driver, desired }: RunSubject,
): Promise<Comparison> => {
  if (step.expects.length === 0) return { is: 'hold' };
  const isJourney = (name: string): boolean => kind.facts.some((fact) => fact.name === name && fact.role === 'journey');
  const journey = step.expects.some(({ fact }) => isJourney(fact));
  const observed = (await driver.observe([desired], { journey, facts: step.expects.map(({ fact }) => fact) })).get(
    desired.address,
  );
  if (observed === undefined || observed.state === 'unreadable')
    return { is: 'unreadable', why: observed?.unread[0]?.why ?? 'no answer' };
  if (observed.state !== 'present') return { is: 'moved', why: `the target is ${observed.state}` };
  const moved = step.expects.flatMap(({ fact, equals }) => {
    const now = observed.facts[fact];
    if (now === undefined || equal(now, equals)) return [];
    return [`${fact} moved from ${canonical(equals)} to ${canonical(now)} since the plan`];
  });
  if (moved.length > 0) return { is: 'moved', why: moved.join('; ') };
  const unread = step.expects.find(({ fact }) => observed.facts[fact] === undefined);
  return unread === undefined ? { is: 'hold' } : { is: 'unreadable', why: `${unread.fact} could not be read` };
};
