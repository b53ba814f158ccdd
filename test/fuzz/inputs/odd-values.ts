import fc from 'fast-check';
import type { Json } from '../../../src/core/fact.ts';

const texts = [
  ...[
    '',
    ' ',
    'a',
    '\n',
    '\u001b[2J',
    '\u202e',
    '\ud800',
    '__proto__',
    'constructor',
    'null',
    '*',
    '-',
    '#',
    '/',
    '../..',
  ],
  ...[
    '2026-11-22T01:12:00Z',
    '2026-13-45',
    '99999h',
    '-1h',
    'AckCluster/prod',
    'x'.repeat(5000),
    '{{x}}',
    '::error::x',
  ],
];

const scalars: readonly Json[] = [
  ...[null, true, false, 0, -0, -1, 1.5, 3, 64, 1e21, 1e308, Number.MAX_SAFE_INTEGER + 2],
  ...texts,
];

/** What nobody expects in a place. Of JSON: no NaN and no endless number. */
export const oddValue: fc.Arbitrary<Json> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...scalars) },
  { weight: 1, arbitrary: fc.constantFrom<Json>([], {}, [[]], [null], [{}], { a: null }, { length: 1 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json> },
);

/** A change of a value: what stands at a place, counted in the order of reading, becomes another, goes, or stands twice. */
export type Change =
  | { readonly is: 'set'; readonly place: number; readonly value: Json }
  | { readonly is: 'drop' | 'double' | 'swap'; readonly place: number }
  | { readonly is: 'add'; readonly place: number; readonly name: string; readonly value: Json };

const place = fc.nat(5000);
const names = ['name', 'id', 'type', 'at', 'spec', '__proto__', 'constructor', 'labels', 'extra', ''];

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ is: fc.constant('set' as const), place, value: oddValue }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constantFrom('drop', 'double', 'swap'), place }) },
  {
    weight: 1,
    arbitrary: fc.record({ is: fc.constant('add' as const), place, name: fc.constantFrom(...names), value: oddValue }),
  },
);

export const changes = fc.oneof(
  fc.array(change, { minLength: 1, maxLength: 1 }),
  fc.array(change, { minLength: 1, maxLength: 4, size: 'max' }),
);

type Inner = Json[] | { [name: string]: Json };

interface Spot {
  readonly within: Inner;
  readonly key: string | number;
}

const isInner = (value: Json | undefined): value is Inner => typeof value === 'object' && value !== null;

const at = ({ within, key }: Spot): Json | undefined =>
  Array.isArray(within) ? within[Number(key)] : within[String(key)];

const spotsIn = (value: Json | undefined): readonly Spot[] => {
  if (!isInner(value)) return [];
  const own = Array.isArray(value)
    ? value.map((_, key): Spot => ({ within: value, key }))
    : Object.keys(value).map((key): Spot => ({ within: value, key }));
  return own.flatMap((spot) => [spot, ...spotsIn(at(spot))]);
};

const put = ({ within, key }: Spot, value: Json): void => {
  Object.defineProperty(within, key, { value, enumerable: true, writable: true, configurable: true });
};

const doAt = (spots: readonly Spot[], index: number, how: Change): void => {
  const spot = spots[index];
  if (spot === undefined) return;
  const { within, key } = spot;
  const value = at(spot) ?? null;
  const other = spots[(index + 1) % spots.length] ?? spot;
  if (how.is === 'set') put(spot, structuredClone(how.value));
  else if (how.is === 'add' && isInner(value) && !Array.isArray(value))
    put({ within: value, key: how.name }, structuredClone(how.value));
  else if (how.is === 'drop' && Array.isArray(within)) within.splice(Number(key), 1);
  else if (how.is === 'drop') Reflect.deleteProperty(within, key);
  else if (how.is === 'double' && Array.isArray(within)) within.splice(Number(key), 0, structuredClone(value));
  else if (how.is === 'swap') {
    const copy = structuredClone(at(other) ?? null);
    put(other, structuredClone(value));
    put(spot, copy);
  }
};

/** A value with some changes; where it is `within` a member, of that alone. The value itself stays as it is. */
export const changed = <T>(value: T, all: readonly Change[]): T => {
  const copy = structuredClone(value);
  for (const one of all) {
    const spots = spotsIn(copy as Json);
    if (spots.length > 0) doAt(spots, one.place % spots.length, one);
  }
  return copy;
};
