import { canonical } from '../../core/canonical.ts';
import type { Json } from '../../core/fact.ts';
import type { Lived } from './lived.ts';
import type { Row } from './sky.ts';

type Fields = Readonly<Record<string, unknown>>;

const same = (a: unknown, b: unknown): boolean => canonical(a ?? null) === canonical(b ?? null);

const wasTaken = ({ served }: Row): boolean => served !== null && served >= 200 && served < 300;

/** How often each one-way call was taken on; a row names the cluster of a node, so that its nodes are told by their number. */
const takenOn = ({ sky, rules }: Lived): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const row of sky.twin.calls().filter((one) => rules.isOnce(one.action) && wasTaken(one))) {
    const call = `${row.action} ${row.target}`;
    times.set(call, (times.get(call) ?? 0) + 1);
  }
  return times;
};

const sentTwice = (lived: Lived, calm: Lived): readonly string[] => {
  const due = takenOn(calm);
  return [...takenOn(lived)].flatMap(([call, times]) =>
    times > (due.get(call) ?? 1) ? [`${call} was accepted ${times} times`] : [],
  );
};

const rowsOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? (value as readonly Fields[]) : []);

const part = (world: Fields, product: string, name: string): readonly Fields[] =>
  rowsOf((world[product] as Fields | undefined)?.[name]);

const migratedTwice = (world: Fields): readonly string[] => {
  const machines = part(world, 'aoc', 'migrations').map(({ machine }) => String(machine));
  return [
    ...part(world, 'ack', 'clusters')
      .filter(({ migrations }) => rowsOf(migrations).length > 1)
      .map(({ name }) => `cluster ${String(name)} was migrated more than once`),
    ...machines
      .filter((one, at) => machines.indexOf(one) !== at)
      .map((one) => `machine ${one} has two migration tasks`),
  ];
};

const isLetThrough = ({ story }: Lived, index: number, gates: readonly string[]): boolean => {
  const plan = story.plans.findLastIndex(({ at }) => at <= index);
  const given = story.yeses.filter((yes) => yes.at <= index && yes.plan === plan + 1).map((yes) => yes.gate);
  return gates.length === 0 ? given.length > 0 : gates.some((gate) => given.includes(gate));
};

const beforeItsYes = (lived: Lived): readonly string[] =>
  lived.sky.twin.calls().flatMap((row, index) => {
    const { action, kind } = row;
    if (kind !== 'write' || lived.rules.isFree(action) || lived.sky.others.has(index)) return [];
    const gates = lived.rules.gatesOf(row);
    return isLetThrough(lived, index, gates)
      ? []
      : [`${action} came before the yes to ${gates.join(' or ') || 'any gate'}`];
  });

/** How long a signed call may arrive; calls of the center have no such end, only a person's word. */
const validMs = 15 * 60_000;

/** After a call was taken on, none like it reaches the cloud. */
const sentAfterAll = ({ sky, rules }: Lived): readonly string[] => {
  const rows = sky.twin.calls().map((row, index) => ({ ...row, ours: !sky.others.has(index) }));
  const careful = rows.filter(({ action }) => rules.isCareful(action));
  return careful.flatMap((row, index) => {
    const before = careful
      .slice(0, index)
      .some((other) => other.action === row.action && other.target === row.target && wasTaken(other));
    return before && row.ours ? [`${row.action} of ${row.target} was sent after it was accepted`] : [];
  });
};

const sentTooSoon = ({ sky, story, rules }: Lived): readonly string[] => {
  const words = story.answers.filter((as) => as === 'not-sent').length;
  let unclear = 0;
  return sky.sent.flatMap(({ call, asks, at }, index) => {
    if (!rules.isCareful(call)) return [];
    const last = sky.sent.slice(0, index).findLast((other) => other.call === call && other.asks === asks);
    if (last === undefined || last.clear) return [];
    if (rules.dies(call))
      return at - last.at < validMs ? [`${call} was sent again after ${(at - last.at) / 1000} s`] : [];
    unclear += 1;
    return unclear > words ? [`${call} was sent again, and nobody had said that it never arrived`] : [];
  });
};

/** When, by which call, and how often something was tried is no state; nor is what a controller counts of pods it has yet to place. */
const passing =
  /^(now|at|from|to|since|created.*|updated.*|finished.*|started_at|.*[tT]ime(stamp)?|.*Timestamp|uid|resourceVersion|generation|managedFields|tasks|checkRuns|migrations|reboots|changes|faults|removed|versionId|versions|defaultVersion|local_created_at|key|etag|assistantInstalled|pending|desiredNumberScheduled|currentNumberScheduled|number[A-Z].*)$/;

/** What moved at the same time is listed in the order in which it came. */
const inOneOrder = (rows: readonly unknown[]): readonly unknown[] =>
  rows
    .map((row) => ({ row, by: `${nameOf(row)} ${canonical((row ?? null) as Json)}` }))
    .sort((a, b) => (a.by < b.by ? -1 : 1))
    .map(({ row }) => row);

const nameOf = (row: unknown): string => {
  const name = typeof row === 'object' && row !== null ? (row as Fields)['name'] : undefined;
  return typeof name === 'string' ? name : '';
};

/** What the twin names what it makes: which name comes first depends on what was made first. */
const madeUp = /^(c[0-9a-z]{24,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const lasting = (value: unknown, born: string): unknown => {
  if (typeof value === 'string') return madeUp.test(value) && !born.includes(value) ? 'made later' : value;
  if (Array.isArray(value)) return inOneOrder(value.map((one) => lasting(one, born)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !passing.test(name))
      .map(([name, inner]) => [name, lasting(inner, born)]),
  );
};

const firstDifference = (left: unknown, right: unknown, path = ''): string => {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
    return `${path}: ${JSON.stringify(left)} instead of ${JSON.stringify(right)}`;
  for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const [a, b] = [(left as Fields)[name], (right as Fields)[name]];
    if (!same(a, b)) return firstDifference(a, b, `${path}/${name}`);
  }
  return path;
};

/**
 * A plan that the cloud refused, or of which a person said that its call never arrived, is over, and says so; the next one begins from
 * what is there. Of every other life the end is as of one without trouble.
 */
const isSpared = ({ trouble, story }: Lived): boolean =>
  story.answers.includes('not-sent') || trouble.faults.some((fault) => JSON.stringify(fault).includes('"refuse"'));

const otherwise = (lived: Lived, calm: Lived): readonly string[] => {
  const wantedEnd = calm.story.ends.at(-1);
  const isDone = lived.story.ends.every((end) => end === wantedEnd);
  if (!isDone && isSpared(lived)) return [];
  const [state, wanted] = [lived, calm].map(({ sky }) => lasting(sky.twin.world(), calm.born));
  return [
    ...(isDone ? [] : [`ended ${lived.story.ends.join(', ')}`]),
    ...(same(state, wanted) ? [] : [`the end differs, ${firstDifference(state, wanted)}`]),
  ];
};

/** What was promised and not kept, by the log and the state of the cloud alone, against a life without trouble. */
export const brokenLaws = (lived: Lived, calm: Lived): readonly string[] => [
  ...lived.story.wrong,
  ...sentTwice(lived, calm),
  ...migratedTwice(lived.sky.twin.world()),
  ...beforeItsYes(lived),
  ...sentAfterAll(lived),
  ...sentTooSoon(lived),
  ...otherwise(lived, calm),
];
