import type { Json } from '../../../src/core/fact.ts';
import { isObject, parseJson, type JsonObject } from '../../wire/json.ts';
import { holds, type Context } from './conditions.ts';
import { statementsOf } from './document.ts';
import { anyCovers, both, covers, coversResource, not, type Covers } from './glob.ts';

/**
 * May this be done? `resource` may end in `*`: then all of it is asked for. `context` is what is known of the request; what
 * is not known makes conditions on it open.
 */
export interface Question {
  /** `oss:PutObject`; compared without case, as RAM does. */
  readonly action: string;
  /** `acs:oss:*:<account>:<bucket>/*`. Parts given as `*` are only allowed by policies that say `*` there too. */
  readonly resource: string;
  readonly context?: Context;
}

export type Decision = 'allowed' | 'denied' | 'undecidable';

const patternsIn = (value: Json | undefined): readonly string[] | null => {
  const all: readonly (Json | undefined)[] = Array.isArray(value) ? (value as readonly Json[]) : [value];
  return all.every((one) => typeof one === 'string') ? all.filter((one) => typeof one === 'string') : null;
};

interface Member {
  readonly name: 'Action' | 'Resource';
  readonly covers: (pattern: string, question: string) => Covers;
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. Neither, both, or no texts: open. */
const covered = (statement: JsonObject, { name, covers: compare }: Member, question: string): Covers => {
  const [is, isNot] = [statement[name], statement[`Not${name}`]];
  if ((is === undefined) === (isNot === undefined)) return 'maybe';
  const patterns = patternsIn(is ?? isNot);
  if (patterns === null) return 'maybe';
  const found = anyCovers(patterns, question, compare);
  return is === undefined ? not(found) : found;
};

const actions: Member = {
  name: 'Action',
  covers: (pattern, question) => covers(pattern.toLowerCase(), question.toLowerCase()),
};
const resources: Member = { name: 'Resource', covers: coversResource };

/** A statement about somebody (a bucket's policy): open, unless it is about everybody. */
const concerns = (statement: JsonObject): Covers => {
  if (statement['NotPrincipal'] !== undefined) return 'maybe';
  const principal = statement['Principal'];
  if (principal === undefined) return 'yes';
  const all = patternsIn(principal);
  return all?.includes('*') === true ? 'yes' : 'maybe';
};

interface Judged {
  readonly effect: 'Allow' | 'Deny' | 'unknown';
  readonly applies: Covers;
}

const judge = (statement: Json, { action, resource, context = {} }: Question): Judged => {
  if (!isObject(statement)) return { effect: 'unknown', applies: 'maybe' };
  const effect = statement['Effect'];
  return {
    effect: effect === 'Allow' || effect === 'Deny' ? effect : 'unknown',
    applies: both([
      covered(statement, actions, action),
      covered(statement, resources, resource),
      holds(statement['Condition'], context),
      concerns(statement),
    ]),
  };
};

const judgeAll = (document: Json, question: Question): readonly Judged[] => {
  const parsed = typeof document === 'string' ? parseJson(document) : document;
  if (!isObject(parsed)) return [{ effect: 'unknown', applies: 'maybe' }];
  return statementsOf(parsed).map((statement) => judge(statement, question));
};

/**
 * What policies say together of one question; each is a document or its text. A Deny wins over any Allow. Nothing that
 * allows it, not even perhaps: denied. undecidable: an Allow that may not hold, or a Deny that may.
 */
export const decide = (documents: readonly Json[], question: Question): Decision => {
  const judged = documents.flatMap((document) => judgeAll(document, question));
  const some = (effects: readonly Judged['effect'][], applies: readonly Covers[]): boolean =>
    judged.some((one) => effects.includes(one.effect) && applies.includes(one.applies));
  if (some(['Deny'], ['yes'])) return 'denied';
  if (!some(['Allow', 'unknown'], ['yes', 'maybe'])) return 'denied';
  const mayBeDenied = some(['Deny', 'unknown'], ['maybe']) || some(['unknown'], ['yes']);
  return some(['Allow'], ['yes']) && !mayBeDenied ? 'allowed' : 'undecidable';
};
