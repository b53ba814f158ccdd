import type { CheckSubject } from '../../../../../src/core/check.ts';
import type { Facts } from '../../../../../src/core/fact.ts';
import type { StepDraft } from '../../../../../src/core/kind.ts';
import { specOf, type AckClusterSpec } from '../../spec.ts';

/** What is asked and what is, from which each part of the way decides whether it is missing. */
export interface Situation {
  readonly spec: AckClusterSpec;
  readonly facts: Facts;
  /** When the facts were read, on the cloud's clock. */
  readonly at: string;
}

export const situationOf = ({ desired, observed }: CheckSubject): Situation => ({
  spec: specOf(desired),
  facts: observed.facts,
  at: observed.at,
});

/** A step whose place in the way is not known yet: `inLine` gives it its needs. */
export type Draft = Omit<StepDraft, 'needs'>;

type Change = Pick<Draft, 'id' | 'operation' | 'title' | 'args' | 'expects' | 'undoArgs'>;

/** A name that came from elsewhere must not begin a line of its own in a gate's question. */
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');

export const change = (parts: Change): Draft => ({
  ...parts,
  title: oneLine(parts.title),
  type: 'change',
  because: ['cluster.edition'],
});

/** Each step needs the one before it; the first needs `first`. */
export const inLine = (drafts: readonly Draft[], first: readonly string[]): readonly StepDraft[] =>
  drafts.map((draft, at) => {
    const previous = drafts[at - 1];
    return { ...draft, needs: previous === undefined ? first : [previous.id] };
  });

/** The step by which a part of the way is complete: what a check names that is answered `later`. */
export const lastOf = (drafts: readonly Draft[]): string | null => drafts.at(-1)?.id ?? null;
