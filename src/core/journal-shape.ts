import type { JournalRecord } from './journal.ts';

/** What a member of a line must be for whoever reads it later. */
type Shape = (value: unknown) => boolean;

type Shapes = Readonly<Record<string, Shape>>;

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text: Shape = (value) => typeof value === 'string';
const number: Shape = (value) => Number.isSafeInteger(value);
const flag: Shape = (value) => typeof value === 'boolean';
const object: Shape = isObject;

const inUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** RFC 3339 in UTC, of a day that there is: what is worked out from it can be written as a time again. */
const time: Shape = (value) => typeof value === 'string' && inUtc.test(value) && !Number.isNaN(Date.parse(value));

const oneOf =
  (...words: readonly string[]): Shape =>
  (value) =>
    typeof value === 'string' && words.includes(value);

const maybe =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || shape(value);

const orNull =
  (shape: Shape): Shape =>
  (value) =>
    value === null || shape(value);

const listOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(shape);

const misshapenIn = (fields: Fields, shapes: Shapes): readonly string[] =>
  Object.entries(shapes).flatMap(([name, shape]) =>
    shape(Object.hasOwn(fields, name) ? fields[name] : undefined) ? [] : [name],
  );

const of =
  (shapes: Shapes): Shape =>
  (value) =>
    isObject(value) && misshapenIn(value, shapes).length === 0;

const owner = of({ host: text, boot: text, pid: number, start: text });
const evidence = listOf(of({ call: text, request: text, at: text, says: text }));

/** Whatever its type. */
const everyLine: Shapes = { seq: number, at: time, prev: text, type: text };

/** By the type of a line. A member that is not named here was added by a newer tool, and is nobody's here to read. */
const ofType: Readonly<Record<JournalRecord['type'], Shapes>> = {
  accepted: { plan: text, decision: text, owner, executor: text, tool: maybe(text) },
  taken: { owner, from: orNull(owner), why: text, tool: maybe(text) },
  approved: {
    step: text,
    decision: text,
    by: text,
    via: text,
    covers: maybe(oneOf('plan')),
    // When, a forge says in its own way.
    approvals: maybe(listOf(of({ by: text, at: text, how: text, key: maybe(text) }))),
  },
  opened: { step: text, checks: listOf(of({ code: text, at: text })) },
  answered: { step: text, code: text, verdict: text, facts: object },
  intended: {
    step: text,
    attempt: number,
    fence: of({ nonce: text, date: time }),
    loses: maybe(of({ what: text, text })),
  },
  sent: { step: text, request: text, task: orNull(text) },
  refused: { step: text, code: text, request: text, why: text, throttled: flag, denied: maybe(flag) },
  unsent: { step: text, why: text },
  progress: { step: text, says: text },
  done: { step: text, evidence, adopted: maybe(text) },
  failed: { step: text, code: text, why: text, evidence },
  undone: { step: text },
  parked: { step: text, gate: text, missing: listOf(text), says: maybe(text), opensAt: maybe(time) },
  settled: { step: text, as: oneOf('sent', 'not-sent'), evidence: text, by: text, knew: maybe(listOf(text)) },
  ended: { outcome: text, exit: number },
};

export const isKnownType = (type: string): type is JournalRecord['type'] => Object.hasOwn(ofType, type);

/** The members that every line has and this one lacks, or has as something else. */
export const misshapenInAny = (fields: Fields): readonly string[] => misshapenIn(fields, everyLine);

/** The same for the members of its type: a line with one of them was not written by Onward. */
export const misshapenInType = (fields: Fields, type: JournalRecord['type']): readonly string[] =>
  misshapenIn(fields, ofType[type]);
