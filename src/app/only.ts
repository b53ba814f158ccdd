import { nameOf, kindOf } from '../core/address.ts';
import type { Desired } from '../core/desired.ts';
import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import { matchesSegment } from '../document/glob.ts';
import { didYouMean, word } from '../document/wording.ts';
import type { Expanded } from './expand-sets.ts';

/** Whether an address fits a pattern: `*` and `?` within the kind and within the name. */
const fits = (pattern: string, address: string): boolean => {
  const [kind = '', ...name] = pattern.split('/');
  return (
    matchesSegment(kind, kindOf(address as `${string}/${string}`)) &&
    matchesSegment(name.join('/'), nameOf(address as `${string}/${string}`))
  );
};

/** A target is named by its own address, or by that of the set that it is a member of. */
const isNamed = (pattern: string, { address, membership }: Desired): boolean =>
  fits(pattern, address) || (membership !== undefined && fits(pattern, membership.set));

/** A set some of whose members a pattern may name: known only once it was expanded. */
const mayHold = (pattern: string, { address, kind }: Desired, kinds: readonly Kind[]): boolean => {
  const members = kinds.find(({ name }) => name === kind)?.members;
  if (members === undefined) return false;
  const [of = '', ...rest] = pattern.split('/');
  const set = (rest.join('/').split('.')[0] ?? '').replace(/\*.*$/, '*');
  return matchesSegment(of, members) && matchesSegment(set, nameOf(address));
};

/** The documents that are to be read for what --only names; all of them where it names nothing. */
export const chosenDocuments = (
  documents: readonly Desired[],
  kinds: readonly Kind[],
  only: readonly string[],
): readonly Desired[] =>
  only.length === 0
    ? documents
    : documents.filter((document) => only.some((one) => isNamed(one, document) || mayHold(one, document, kinds)));

/** The targets that --only names. A pattern that names none is a mistake: less than was meant would be planned. */
export const chosenTargets = (
  { targets, unread }: Expanded,
  documents: readonly Desired[],
  only: readonly string[],
): Result<Expanded> => {
  if (only.length === 0) return succeed({ targets, unread });
  const all = [...targets, ...unread.map(({ desired }) => desired)];
  const unknown = only.filter((pattern) => !all.some((target) => isNamed(pattern, target)));
  const known = [...new Set([...documents, ...targets].map(({ address }) => address as string))];
  if (unknown.length > 0)
    return fail(
      ...unknown.map((pattern) =>
        error('PLN036', {
          summary: `--only ${word(pattern)} names no target${didYouMean(pattern, known)}`,
          remedy: `one of ${known.slice(0, 5).join(', ')}${known.length > 5 ? `, … (${known.length} in all)` : ''}, or a pattern such as AckCluster/prod-*`,
        }),
      ),
    );
  return succeed({
    targets: targets.filter((target) => only.some((pattern) => isNamed(pattern, target))),
    unread: unread.filter(({ desired }) => only.some((pattern) => isNamed(pattern, desired))),
  });
};
