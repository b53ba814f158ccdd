import type { Json } from '../core/fact.ts';
import { isTimezone } from '../core/local-time.ts';
import { isJsonMap, memberOf } from '../core/merge.ts';
import { below } from '../core/pointer.ts';
import { overlaps, type Window, type WindowHours } from '../core/window.ts';
import type { Finding } from './finding.ts';
import { schemaBelow, type SchemaNode } from './schema-node.ts';
import { didYouMean, word } from './wording.ts';

const wrong = (pointer: string, summary: string, remedy: string): Finding => ({
  code: 'PLN031',
  pointer,
  on: 'value',
  summary,
  remedy,
});

const clock = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
const weekday = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)$/;

const matches = (form: RegExp, value: Json | undefined): boolean => typeof value === 'string' && form.test(value);

/** Hours that the schema has nothing against; of others only that is said. */
const isHours = (value: Json): boolean => {
  const days = memberOf(value, 'days');
  const isClock = (key: string): boolean => matches(clock, memberOf(value, key));
  return (
    Array.isArray(days) &&
    (days as readonly Json[]).every((day) => matches(weekday, day)) &&
    isClock('from') &&
    isClock('to')
  );
};

const hoursIn = (window: Json): readonly Json[] => {
  const allow = memberOf(window, 'allow');
  return Array.isArray(allow) ? (allow as readonly Json[]) : [];
};

const asWritten = ({ days, from, to }: WindowHours): string => `${days.join(',')} ${from}-${to}`;

const findInHours = (all: readonly Json[], pointer: string): readonly Finding[] =>
  all.flatMap((value, index): readonly Finding[] => {
    if (!isHours(value)) return [];
    // Proven just before.
    const hours = value as unknown as WindowHours;
    const at = below(pointer, String(index));
    if (hours.from === hours.to)
      return [
        wrong(
          `${at}/to`,
          `the hours ${asWritten(hours)} begin and end at the same minute`,
          'for a whole day write from: "00:00" and to: "24:00"',
        ),
      ];
    const earlier = all
      .slice(0, index)
      .filter(isHours)
      .find((other) => overlaps(other as unknown as WindowHours, hours));
    if (earlier === undefined) return [];
    const other = asWritten(earlier as unknown as WindowHours);
    return [wrong(at, `the hours ${asWritten(hours)} overlap ${other}`, 'write the time that both let in once')];
  });

const timezones = (): readonly string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];

const findInTimezone = (value: Json | undefined, pointer: string): readonly Finding[] => {
  if (typeof value !== 'string' || value === '' || isTimezone(value)) return [];
  const summary = `${word(value)} is no time zone that is known here${didYouMean(value, timezones())}`;
  return [wrong(pointer, summary, 'write the name of a place in the IANA list, as in Asia/Shanghai')];
};

const isDate = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

const findInDates = (value: Json | undefined, pointer: string): readonly Finding[] =>
  (Array.isArray(value) ? (value as readonly Json[]) : []).flatMap((date, index) =>
    typeof date !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(date) || isDate(date)
      ? []
      : [wrong(below(pointer, String(index)), `${date} is no date of the calendar`, 'correct it, or take it out')],
  );

/** What is wrong with windows that no schema can say. */
export const findInWindows = (windows: readonly Json[], pointer: string): readonly Finding[] =>
  windows.flatMap((window, index) => {
    const at = below(pointer, String(index));
    return [
      ...findInTimezone(memberOf(window, 'timezone'), `${at}/timezone`),
      ...findInHours(hoursIn(window), `${at}/allow`),
      ...findInDates(memberOf(window, 'except'), `${at}/except`),
    ];
  });

interface Part {
  readonly node: SchemaNode;
  readonly value: Json;
  readonly pointer: string;
}

/** Every value of which the schema says that it names a window. */
const namesIn = (root: SchemaNode, { node, value, pointer }: Part): readonly Omit<Part, 'node'>[] => {
  if (node['x-onward']?.refersTo === 'window') return [{ value, pointer }];
  if (!isJsonMap(value) && !Array.isArray(value)) return [];
  return Object.entries(value as Readonly<Record<string, Json>>).flatMap(([key, member]) => {
    const child = schemaBelow(root, node, key);
    return child === undefined ? [] : namesIn(root, { node: child, value: member, pointer: below(pointer, key) });
  });
};

interface Named {
  readonly schema: SchemaNode;
  readonly spec: Json;
  /** Where the spec stands. */
  readonly pointer: string;
}

/** Names of windows that nobody declared; a gate that kept to one would never open, or at any time. */
export const findUnknownWindows = (
  { schema, spec, pointer }: Named,
  windows: readonly Pick<Window, 'name'>[],
): readonly Finding[] => {
  const known = windows.map(({ name }) => name);
  return namesIn(schema, { node: schema, value: spec, pointer }).flatMap(
    ({ value, pointer: at }): readonly Finding[] => {
      if (typeof value !== 'string' || known.includes(value)) return [];
      const declared = known.length === 0 ? 'onward.yaml declares none' : `declared: ${known.map(word).join(', ')}`;
      const summary = `the window ${word(value)} is not declared${didYouMean(value, known)}`;
      return [
        { code: 'PLN030', pointer: at, on: 'value', summary, remedy: `${declared}; spec.windows of onward.yaml` },
      ];
    },
  );
};
