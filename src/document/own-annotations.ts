import { isOwnAnnotation } from '../core/annotation.ts';
import type { Json } from '../core/fact.ts';
import { isJsonMap, memberOf } from '../core/merge.ts';
import { below } from '../core/pointer.ts';
import type { Finding } from './finding.ts';
import { schemaAt, type SchemaNode } from './schema-node.ts';
import { didYouMean, word } from './wording.ts';

const pointer = '/metadata/annotations';

/**
 * Annotations that begin with onward/ and that no version acts on. The prefix is ours, so that a misspelt one is refused:
 * whoever wrote it would look for it in a plan in vain. What others attach is theirs.
 */
export const findUnknownAnnotations = (value: Json, envelope: SchemaNode): readonly Finding[] => {
  const annotations = memberOf(memberOf(value, 'metadata'), 'annotations');
  if (!isJsonMap(annotations)) return [];
  const known = Object.keys(schemaAt(envelope, pointer).properties ?? {});
  return Object.keys(annotations)
    .filter((key) => isOwnAnnotation(key) && !known.includes(key))
    .map((key) => ({
      code: 'DOC016',
      pointer: below(pointer, key),
      on: 'key',
      summary: `unknown annotation ${word(key)}${didYouMean(key, known)}`,
      remedy: `known here: ${known.join(', ')}; a key without onward/ is yours`,
    }));
};
