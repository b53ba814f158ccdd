import type { IgnoreRule } from '../../core/drift/ignore.ts';
import type { Place } from '../../core/diagnostic.ts';
import type { DriftRow } from './drift-model.ts';

/** `onward.yaml:14`. */
export const placeWords = ({ file, line }: Place): string => (line === undefined ? file : `${file}:${String(line)}`);

const meantWords = ({ class: is, fact }: IgnoreRule): string =>
  [is ?? 'all but alarm', ...(fact === undefined ? [] : [fact])].join(', ');

/** A rule that has run out hides nothing any more, and says so until it is renewed or taken out. */
export const expiredRuleRow = (rule: IgnoreRule): DriftRow => ({
  class: 'residue',
  address: rule.address,
  topic: `rule ${meantWords(rule)}`,
  says: `the rule that ignores this drift (${meantWords(rule)}) ran out on ${rule.expires}: ${rule.reason} (${placeWords(rule.at)}); renew it or take it out`,
});
