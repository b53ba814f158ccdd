import { equal } from '../../../src/core/canonical.ts';
import type { Json } from '../../../src/core/fact.ts';
import { isObject, parseJson } from '../../wire/json.ts';

/** One statement of a policy, as RAM takes it. */
export interface PolicyStatement {
  readonly [member: string]: Json;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/** A policy document as it was read: whatever else it says is kept. */
export type PolicyDocument = { readonly [member: string]: Json };

/** RAM takes no longer one (ACK API reference, §3.8; limits of 2021 were lower). */
export const mostBytes = 6_144;

/** A document from its text, as RAM gives it. null where it is not a JSON object. */
export const readDocument = (text: string): PolicyDocument | null => {
  const value = parseJson(text);
  return isObject(value) ? value : null;
};

/** A statement alone is as good as a list of one. */
export const statementsOf = (document: PolicyDocument): readonly Json[] => {
  const statements = document['Statement'];
  if (Array.isArray(statements)) return statements as readonly Json[];
  return statements === undefined ? [] : [statements];
};

export const hasStatement = (document: PolicyDocument, statement: PolicyStatement): boolean =>
  statementsOf(document).some((one) => equal(one, statement));

/** The document with the statement at its end; the same one where it has it already, in whatever order of members. */
export const withStatement = (document: PolicyDocument, statement: PolicyStatement): PolicyDocument =>
  hasStatement(document, statement) ? document : { ...document, Statement: [...statementsOf(document), statement] };

/**
 * The document as it is now, without this one statement; all others stay, in their order. That the statement is ours, the
 * caller knows from having added it: one that was there before has the same value.
 */
export const withoutStatement = (document: PolicyDocument, statement: PolicyStatement): PolicyDocument =>
  hasStatement(document, statement)
    ? { ...document, Statement: statementsOf(document).filter((one) => !equal(one, statement)) }
    : document;

/** The document as it is sent. */
export const textOf = (document: PolicyDocument): string => JSON.stringify(document);

/** Bytes of the document as it is sent, in UTF-8, which is what the limit is held against. */
export const sizeOf = (document: PolicyDocument): number => new TextEncoder().encode(textOf(document)).length;
