import type { Json } from '../../../../src/core/fact.ts';
import type { Given } from './sample.ts';

/** One thing that a check can say: when, and what. */
export interface CheckRow {
  readonly code: string;
  readonly when: string;
  readonly given: Given;
  readonly verdict: string;
  readonly says?: RegExp;
}

/** A target of which one fact is another one. */
export const facts = (name: string, value: unknown): Given => ({ facts: { [name]: value as Json } });

/** What allows a cold migration of a machine that runs. */
export const cold = { method: 'cold', maxDowntime: 'whole' } as const;
