import { BlockList, isIP } from 'node:net';
import { matchesPattern } from './wildcards.ts';

/** What is known of a request, by condition key in lower case: acs:sourceip, acs:securetransport … */
export type RequestContext = Readonly<Record<string, string>>;

type Compare = (is: string, wanted: string) => boolean;

/** A date or a number, for comparing. */
const amount = (text: string): number => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Date.parse(text));

function isWithin(address: string, range: string): boolean {
  const [net = '', bits] = range.split('/');
  const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(net) === 0 || isIP(address) !== isIP(net)) return false;
  const list = new BlockList();
  list.addSubnet(net, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  return list.check(address, family);
}

const sameLetters: Compare = (is, wanted) => is.toLowerCase() === wanted.toLowerCase();

/** Operators of the RAM policy language. The negated ones are below. */
const operators: Readonly<Record<string, Compare>> = {
  StringEquals: (is, wanted) => is === wanted,
  StringEqualsIgnoreCase: sameLetters,
  StringLike: (is, wanted) => matchesPattern(wanted, is),
  NumericEquals: (is, wanted) => amount(is) === amount(wanted),
  NumericLessThan: (is, wanted) => amount(is) < amount(wanted),
  NumericLessThanEquals: (is, wanted) => amount(is) <= amount(wanted),
  NumericGreaterThan: (is, wanted) => amount(is) > amount(wanted),
  NumericGreaterThanEquals: (is, wanted) => amount(is) >= amount(wanted),
  DateEquals: (is, wanted) => amount(is) === amount(wanted),
  DateLessThan: (is, wanted) => amount(is) < amount(wanted),
  DateLessThanEquals: (is, wanted) => amount(is) <= amount(wanted),
  DateGreaterThan: (is, wanted) => amount(is) > amount(wanted),
  DateGreaterThanEquals: (is, wanted) => amount(is) >= amount(wanted),
  Bool: sameLetters,
  IpAddress: isWithin,
};

const negated: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
};

const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(String);

/** A key the request does not carry never holds; one of several values is enough, of negated ones none may match. */
function holds(operator: string, is: string | undefined, wanted: readonly string[]): boolean {
  if (is === undefined) return false;
  const not = negated[operator];
  const compare = operators[not ?? operator];
  if (compare === undefined) return false;
  const some = wanted.some((each) => compare(is, each));
  return not === undefined ? some : !some;
}

/** Whether all conditions of a statement hold. An operator nobody knows never does. */
export function conditionsHold(
  condition: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined,
  context: RequestContext,
): boolean {
  return Object.entries(condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, context[key.toLowerCase()], textsOf(wanted))),
  );
}
