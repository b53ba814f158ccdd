import type { Facts } from '../../../../src/core/fact.ts';
import type { World } from '../../../../src/generated/world.ts';
import type { AckClusterSpec } from '../spec.ts';

/** What one part of a target's world is made from. */
export interface Known {
  readonly spec: AckClusterSpec;
  readonly facts: Facts;
  /** When it was observed, in milliseconds since 1970. */
  readonly at: number;
}

export type Part<Name extends keyof World> = NonNullable<World[Name]>;

/** It was read, and it is there. */
export const isThere = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

/** Members that are not there are left out, so that a world has its own default. */
export const given = <T extends object>(value: { readonly [K in keyof T]?: T[K] | undefined }): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<T>;

/** A fact where it was read and is a text that says something. */
export const textOf = (facts: Facts, name: string): string | undefined => {
  const value = facts[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

export const numberOf = (facts: Facts, name: string): number | undefined => {
  const value = facts[name];
  return typeof value === 'number' ? value : undefined;
};

export const namesIn = (facts: Facts, name: string): readonly string[] =>
  (Array.isArray(facts[name]) ? facts[name] : []).flatMap((one) => (typeof one === 'string' ? [one] : []));

type Row = Readonly<Record<string, unknown>>;

export const rowsIn = (facts: Facts, name: string): readonly Row[] =>
  (Array.isArray(facts[name]) ? facts[name] : []).flatMap((one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one) ? [one as Row] : [],
  );

export const minutesBetween = (from: string, to: number): number => {
  const minutes = (to - Date.parse(from)) / 60_000;
  return Number.isFinite(minutes) && minutes > 0 ? minutes : 0;
};
