import type { Json } from '../../core/fact.ts';
import { visibleInJson } from '../../core/visible-json.ts';

/** A text as a string literal. What a reader cannot see is written as its escape; it stays the same text. */
export const tsText = (text: string): string => visibleInJson(JSON.stringify(text));

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

const withComma = (lines: readonly string[]): readonly string[] => [...lines.slice(0, -1), `${lines.at(-1) ?? ''},`];

/** A literal `__proto__` would set what the object inherits, and no member. */
const keyOf = (key: string): string => (key === '__proto__' ? '["__proto__"]' : tsText(key));

/** How long a list of texts may get before each has a line of its own. */
const widest = 100;

const listOf = (items: readonly Json[]): readonly string[] => {
  const all = items.map(tsValue);
  const oneLine = `[${all.map(([only = '']) => only).join(', ')}]`;
  if (all.every((lines) => lines.length === 1) && oneLine.length <= widest) return [oneLine];
  return ['[', ...indented(all.flatMap(withComma)), ']'];
};

/** A value as a literal, over as many lines as it needs. */
export const tsValue = (value: Json): readonly string[] => {
  if (typeof value === 'string') return [tsText(value)];
  if (typeof value !== 'object' || value === null) return [String(value)];
  if (isList(value)) return listOf(value);
  const members = Object.entries(value).flatMap(([key, one]) => {
    const [first = '', ...rest] = tsValue(one);
    return withComma([`${keyOf(key)}: ${first}`, ...rest]);
  });
  return members.length === 0 ? ['{}'] : ['{', ...indented(members), '}'];
};
