/** One statement of a policy document, as written. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: Texts;
  readonly NotAction?: Texts;
  readonly Resource?: Texts;
  readonly NotResource?: Texts;
  /** Of bucket policies only: account ids, or "*". */
  readonly Principal?: Texts;
  /** Operator to key to values. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export type Texts = string | readonly string[];

export interface PolicyDocument {
  readonly Version: '1';
  readonly Statement: readonly Statement[];
}

/** The longest document there may be, in bytes (RAM limits page). */
export const longestDocument = 6_144;

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): boolean =>
  typeof value === 'string' ||
  (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string'));

/** Exactly one of the two, and it is text. */
const isOneOf = (statement: Fields, name: string): boolean => {
  const [plain, negated] = [statement[name], statement[`Not${name}`]];
  return (plain === undefined) !== (negated === undefined) && isTexts(plain ?? negated);
};

const isCondition = (value: unknown): boolean =>
  value === undefined || (isObject(value) && Object.values(value).every(isObject));

const isStatement = (value: unknown, wantsPrincipal: boolean): value is Statement =>
  isObject(value) &&
  (value['Effect'] === 'Allow' || value['Effect'] === 'Deny') &&
  isOneOf(value, 'Action') &&
  isOneOf(value, 'Resource') &&
  isCondition(value['Condition']) &&
  (value['Principal'] !== undefined) === wantsPrincipal;

/** A document as RAM takes it; undefined when it is none. Bucket policies name a principal, RAM's do not. */
export function readDocument(value: unknown, of: 'ram' | 'bucket' = 'ram'): PolicyDocument | undefined {
  if (!isObject(value) || value['Version'] !== '1') return undefined;
  const statements: unknown = value['Statement'];
  if (!Array.isArray(statements) || statements.length === 0) return undefined;
  return statements.every((each) => isStatement(each, of === 'bucket'))
    ? { Version: '1', Statement: statements }
    : undefined;
}

export function parseDocument(text: string): PolicyDocument | undefined {
  try {
    return readDocument(JSON.parse(text));
  } catch {
    return undefined;
  }
}
