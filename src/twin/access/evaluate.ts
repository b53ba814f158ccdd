import { conditionsHold, type RequestContext } from './conditions.ts';
import type { PolicyDocument, Statement } from './policy-document.ts';
import { listOf, matchesAny } from './wildcards.ts';

/** What somebody wants to do: one action on one resource. */
export interface Attempt {
  /** As oss:PutObject. */
  readonly action: string;
  /** As acs:oss:*:1234567890123456:bucket/key. */
  readonly resource: string;
  readonly context: RequestContext;
}

/** `implicit`: no statement allows it. `explicit`: one denies it. */
export type Decision = 'allowed' | 'implicit' | 'explicit';

/** Actions are compared without case, resources with it. */
function coversAction({ Action, NotAction }: Statement, action: string): boolean {
  const lower = (texts: Statement['Action']): readonly string[] => listOf(texts).map((each) => each.toLowerCase());
  return Action === undefined
    ? !matchesAny(lower(NotAction), action.toLowerCase())
    : matchesAny(lower(Action), action.toLowerCase());
}

const coversResource = ({ Resource, NotResource }: Statement, resource: string): boolean =>
  Resource === undefined ? !matchesAny(NotResource, resource) : matchesAny(Resource, resource);

const applies = (statement: Statement, { action, resource, context }: Attempt): boolean =>
  coversAction(statement, action) &&
  coversResource(statement, resource) &&
  conditionsHold(statement.Condition, context);

/** A Deny wins over every Allow; what nobody allows is denied (RAM policy evaluation). */
export function evaluate(documents: readonly PolicyDocument[], attempt: Attempt): Decision {
  const applying = documents.flatMap(({ Statement }) => Statement).filter((each) => applies(each, attempt));
  if (applying.some(({ Effect }) => Effect === 'Deny')) return 'explicit';
  return applying.length > 0 ? 'allowed' : 'implicit';
}
