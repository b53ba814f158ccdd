import { isMap, isScalar, isSeq, type Pair, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';
import { error, type Diagnostic, type Place } from '../core/diagnostic.ts';
import type { Json } from '../core/fact.ts';
import { below } from '../core/pointer.ts';
import type { Places, Written } from './places.ts';
import type { PlaceAt } from './text-lines.ts';
import type { YamlDocument } from './syntax.ts';
import { word } from './wording.ts';

/** What a document says, where each part of it stands, and what is wrong with its keys. */
export interface Values {
  readonly value: Json;
  readonly places: Places;
  readonly wrongKeys: readonly Diagnostic[];
}

/** Filled on the way down. */
interface Reading {
  readonly placeAt: PlaceAt;
  readonly places: Map<string, Written>;
  readonly wrongKeys: Diagnostic[];
}

/** Where a node stands in the document: its pointer, and the place of the key it belongs to. */
interface Spot {
  readonly pointer: string;
  readonly key?: Place;
}

type Member = Pair<ParsedNode, ParsedNode | null>;

const offsetOf = (node: ParsedNode | null): number | undefined => node?.range[0];

const keyText = ({ key }: Member): string | null => (isScalar(key) && typeof key.value === 'string' ? key.value : null);

const refuseKey = (key: ParsedNode, at: Place): Diagnostic => {
  const text = isScalar(key) && key.source !== undefined && key.source !== '' ? ` ${word(key.source)}` : '';
  return error('DOC009', { summary: `the key${text} is not text`, at, remedy: 'put it in quotes, or mend it' });
};

const refuseMerge = (at: Place): Diagnostic =>
  error('DOC006', {
    summary: 'the merge key << is refused in a document',
    at,
    remedy: "write the keys out, or put them into the project's spec.defaults",
  });

const refuseSecond = (text: string, at: Place, first: Place): Diagnostic =>
  error('DOC005', {
    summary: `the key ${word(text)} is written twice`,
    detail: `It stands at line ${first.line ?? 1} already.`,
    at,
    remedy: 'keep one of the two',
  });

const readMembers = (map: YAMLMap<ParsedNode, ParsedNode | null>, pointer: string, reading: Reading): Json => {
  const first = new Map<string, Place>();
  const members: [string, Json][] = [];
  for (const member of map.items) {
    const at = reading.placeAt(offsetOf(member.key) ?? offsetOf(member.value) ?? map.range?.[0] ?? 0);
    const text = keyText(member);
    const before = text === null ? undefined : first.get(text);
    if (text === null) reading.wrongKeys.push(refuseKey(member.key, at));
    else if (text === '<<') reading.wrongKeys.push(refuseMerge(at));
    else if (before !== undefined) reading.wrongKeys.push(refuseSecond(text, at, before));
    else {
      first.set(text, at);
      members.push([text, readNode(member.value, { pointer: below(pointer, text), key: at }, reading)]);
    }
  }
  // fromEntries makes own members even of names such as __proto__.
  return Object.fromEntries(members);
};

const readItems = (list: YAMLSeq<ParsedNode>, pointer: string, reading: Reading): Json =>
  list.items.map((item, index) => readNode(item, { pointer: below(pointer, index) }, reading));

const readScalar = (node: ParsedNode | null): Json => {
  const value = isScalar(node) ? node.value : null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
};

const readNode = (node: ParsedNode | null, { pointer, key }: Spot, reading: Reading): Json => {
  const offset = offsetOf(node);
  const isEmpty = isScalar(node) && node.source === '';
  const at = key !== undefined && (isEmpty || offset === undefined) ? key : reading.placeAt(offset ?? 0);
  const single = !isMap(node) && !isSeq(node);
  reading.places.set(pointer, { ...(key !== undefined && { key }), value: at, single });
  if (isMap(node)) return readMembers(node, pointer, reading);
  if (isSeq(node)) return readItems(node, pointer, reading);
  return readScalar(node);
};

/** Turns a tree into plain data, with the place of every part by its JSON pointer. Aliases were refused before. */
export const readValues = ({ contents }: YamlDocument, placeAt: PlaceAt): Values => {
  const reading: Reading = { placeAt, places: new Map(), wrongKeys: [] };
  const value = readNode(contents, { pointer: '' }, reading);
  return { value, places: reading.places, wrongKeys: reading.wrongKeys };
};
