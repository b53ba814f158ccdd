import type { Impact } from './impact.ts';

/** A JSON value. Facts, arguments and evidence are plain data, so that a plan can be saved, hashed and compared. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** The call that proves a fact: `request` is the cloud's request id, `at` the cloud's time (RFC 3339). */
export interface Evidence {
  readonly fact: string;
  readonly call: string;
  readonly request: string;
  readonly at: string;
}

/**
 * One named value of a target. `state` facts are part of the end state and are read on every plan and drift;
 * `journey` facts are needed only while a journey is due and are read only then. `duty` facts show what a journey left
 * behind (`DutyFact`); drift reads them, of those targets alone whose run left that behind. `handover` facts are read only for
 * what is written for other tools.
 */
export interface FactDefinition {
  readonly name: string;
  readonly title: string;
  readonly role: 'state' | 'journey' | 'duty' | 'handover';
  /** How bad a change of this fact is; only facts a document can ask for have one. */
  readonly impact?: Impact;
  /** What a difference of it means where that cannot wait: the check that knows of it, and words that its value follows. */
  readonly alarm?: { readonly code: string; readonly says: string };
}

export type Facts = Readonly<Record<string, Json>>;
