import type { Json } from './fact.ts';
import { milliseconds } from './span.ts';
import type { Span } from './step.ts';

/** What of a thing that stayed behind is owed, and how it is shown done. */
export interface Duty {
  /** Unique within its target and the same in every plan: what an attestation names. */
  readonly id: string;
  /** By a read of the cloud (the entry's `fact`), by a person's word in the document, or by its due date alone. */
  readonly ends: 'read' | 'word' | 'time';
  /** What the read needs, ids and names: after the journey the target itself does not know them any more. */
  readonly args: { readonly [name: string]: Json };
}

/** What a duty's fact says: how many things there were to see to, and which are still there, in words. */
export interface DutyFact {
  readonly of: number;
  readonly left: readonly string[];
}

/** What is known of a duty: its fact, a person's word, and whether its due date is over. */
export interface DutySeen {
  readonly fact: Json | undefined;
  readonly word: string | undefined;
  readonly due: boolean;
}

/**
 * Where a duty stands. `owed`: it is still there, or nobody has said that it is done. `attested`: a person has seen to it,
 * which says nothing of what the cloud still shows (`left`).
 */
export type DutyStanding =
  | { readonly is: 'owed'; readonly of: number; readonly left: readonly string[] }
  | { readonly is: 'attested'; readonly word: string; readonly of: number; readonly left: readonly string[] }
  | { readonly is: 'done' | 'unread' };

/** When a duty falls due, in milliseconds of the cloud's clock; null where its plan names no day. */
export const dueAt = (endedAt: string, due: Span | undefined): number | null =>
  due === undefined ? null : Date.parse(endedAt) + milliseconds(due);

/** By the cloud's clock; null where it was not heard, and then nobody can tell. */
export const isDue = (at: number | null, now: number | null): boolean => at !== null && now !== null && now >= at;

const isFact = (value: Json | undefined): value is Json & DutyFact =>
  typeof value === 'object' && value !== null && 'left' in value && Array.isArray(value['left']);

const nothing: DutyFact = { of: 0, left: [] };

/** Done is what was shown done, and nothing else: a fact that was not read shows neither that it is there nor that it is gone. */
export const standingOf = ({ ends }: Pick<Duty, 'ends'>, { fact, word, due }: DutySeen): DutyStanding => {
  const known = isFact(fact) ? { of: fact.of, left: fact.left } : null;
  if (ends === 'read' && known?.left.length === 0) return { is: 'done' };
  if (word !== undefined) return { is: 'attested', word, ...(known ?? nothing) };
  if (ends === 'read') return known === null ? { is: 'unread' } : { is: 'owed', ...known };
  return ends === 'time' && due ? { is: 'done' } : { is: 'owed', ...nothing };
};
