import { conditionsHold, type RequestContext } from './conditions.ts';
import type { Decision } from './evaluate.ts';
import { listOf, matchesAny } from './wildcards.ts';
import type { Texts } from './policy-document.ts';

/** Who a role lets in: services, accounts, or, federated, the users of an identity provider. */
type Principal = Readonly<Partial<Record<'Service' | 'RAM' | 'Federated', Texts>>>;

interface TrustStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: Texts;
  readonly Principal: Principal;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A role's AssumeRolePolicyDocument. */
export interface TrustDocument {
  readonly Version: '1';
  readonly Statement: readonly TrustStatement[];
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): value is Texts =>
  typeof value === 'string' || (Array.isArray(value) && value.every((each) => typeof each === 'string'));

const isStatement = (value: unknown): value is TrustStatement =>
  isObject(value) &&
  (value['Effect'] === 'Allow' || value['Effect'] === 'Deny') &&
  isTexts(value['Action']) &&
  isObject(value['Principal']) &&
  Object.values(value['Principal']).every(isTexts) &&
  (value['Condition'] === undefined ||
    (isObject(value['Condition']) && Object.values(value['Condition']).every(isObject)));

/** The document as RAM takes it; undefined when it is none. */
export function readTrust(value: unknown): TrustDocument | undefined {
  if (!isObject(value) || value['Version'] !== '1') return undefined;
  const statements: unknown = value['Statement'];
  if (!Array.isArray(statements) || statements.length === 0) return undefined;
  return statements.every(isStatement) ? { Version: '1', Statement: statements } : undefined;
}

/** Somebody whom an identity provider vouches for. */
interface Federated {
  readonly provider: string;
  /** One for each audience of the token: a condition that one of them meets is met. */
  readonly contexts: readonly RequestContext[];
}

const letsIn = ({ Action, Principal, Condition }: TrustStatement, { provider, contexts }: Federated): boolean =>
  matchesAny(
    listOf(Action).map((each) => each.toLowerCase()),
    'sts:assumerole',
  ) &&
  listOf(Principal.Federated).includes(provider) &&
  contexts.some((context) => conditionsHold(Condition, context));

/** Whether the role lets them in. A Deny wins over every Allow, as in every policy. */
export function decideTrust(document: TrustDocument, who: Federated): Decision {
  const meant = document.Statement.filter((statement) => letsIn(statement, who));
  if (meant.some(({ Effect }) => Effect === 'Deny')) return 'explicit';
  return meant.length > 0 ? 'allowed' : 'implicit';
}
