import { error, type Diagnostic, type Place } from '../core/diagnostic.ts';
import type { Code } from '../core/codes.ts';
import type { Resolved } from './resolve.ts';

const placeText = ({ file, line = 1, column = 1 }: Place): string => `${file}:${line}:${column}`;

const told = (code: Code, summary: string, first: Resolved, second: Resolved): Diagnostic =>
  error(code, {
    summary,
    detail: `The first stands at ${placeText(first.at)}, the second at ${placeText(second.at)}.`,
    at: second.at,
    address: second.desired.address,
    remedy: code === 'DOC028' ? 'give one of them another name' : 'keep one of the two',
  });

const identitiesOf = ({ kind, desired }: Resolved): readonly string[] => [
  kind.identity(desired),
  ...(kind.aliases?.(desired) ?? []),
];

/** Documents that repeat an earlier one: the same address, or the same live target under another. Both places are named. */
export const findTwice = (resolved: readonly Resolved[]): readonly Diagnostic[] => {
  const addresses = new Map<string, Resolved>();
  const targets = new Map<string, Resolved>();
  return resolved.flatMap((each) => {
    const { address } = each.desired;
    const identities = identitiesOf(each);
    const named = addresses.get(address);
    const same = identities.map((identity) => targets.get(identity)).find((one) => one !== undefined);
    if (named === undefined) addresses.set(address, each);
    for (const identity of identities) if (!targets.has(identity)) targets.set(identity, each);
    if (named !== undefined) return [told('DOC028', `${address} is there twice`, named, each)];
    if (same === undefined) return [];
    return [told('DOC029', `${address} and ${same.desired.address} speak of one target`, same, each)];
  });
};
