import { isDeepStrictEqual } from 'node:util';
import type { TwinWithin } from '../../src/twin/within.ts';
import { secretIn } from '../canaries/marks.ts';
import type { Lived } from './stage.ts';

type Row = ReturnType<TwinWithin['calls']>[number];
type Fields = Readonly<Record<string, unknown>>;

/** The one-way calls, and those that nobody may send a second time though something could bring it back. */
const once = /^(MigrateCluster|delete nodes|migrate-vm(-across-cluster)?|stop-vm-in-cutover-migration)$/;

const wasTaken = ({ served }: Row): boolean => served !== null && served >= 200 && served < 300;

/** How often each one-way call was taken on; a row names the cluster of a node, so that its nodes are told by their number. */
const takenOn = ({ sky }: Lived): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const row of sky.twin.calls().filter((one) => once.test(one.action) && wasTaken(one))) {
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

/** What a process asks for without a yes: the vendor's own check, which changes nothing. */
const free = /^RunClusterCheck$/;

const isLetThrough = ({ story }: Lived, index: number, gate: string | null): boolean => {
  const plan = story.plans.findLastIndex(({ at }) => at <= index);
  const given = story.yeses.filter((yes) => yes.at <= index && yes.plan === plan + 1).map((yes) => yes.gate);
  return gate === null ? given.length > 0 : given.includes(gate);
};

const beforeItsYes = (lived: Lived): readonly string[] =>
  lived.sky.twin.calls().flatMap(({ action, kind }, index) => {
    if (kind !== 'write' || free.test(action) || lived.sky.others.has(index)) return [];
    const { gates } = lived.journey;
    const gate = Object.keys(gates).find((name) => gates[name]?.test(action) === true) ?? null;
    return isLetThrough(lived, index, gate) ? [] : [`${action} came before the yes to ${gate ?? 'any gate'}`];
  });

/** Calls of which no second one may leave while the first can still do something. */
const careful = /^(MigrateCluster|migrate-vm(-across-cluster)?|stop-vm-in-cutover-migration)$/;

/** How long a signed call may arrive; calls of the center have no such end, only a person's word. */
const validMs = 15 * 60_000;

/** After a call was taken on, none like it reaches the cloud. */
const sentAfterAll = ({ sky, journey }: Lived): readonly string[] => {
  const rows = sky.twin.calls().map((row, index) => ({ ...row, ours: !sky.others.has(index) }));
  return rows.flatMap((row, index) => {
    const before = rows.slice(0, index).some((other) => other.action === row.action && wasTaken(other));
    return before && row.ours && careful.test(row.action)
      ? [`${row.action} of ${journey.name} was sent after it was accepted`]
      : [];
  });
};

const sentTooSoon = ({ sky, story }: Lived): readonly string[] => {
  const words = story.answers.filter((as) => as === 'not-sent').length;
  let unclear = 0;
  return sky.sent.flatMap(({ call, at }, index) => {
    const last = sky.sent.slice(0, index).findLast((other) => other.call === call);
    if (!careful.test(call) || last === undefined || last.clear) return [];
    if (call === 'MigrateCluster')
      return at - last.at < validMs ? [`${call} was sent again after ${(at - last.at) / 1000} s`] : [];
    unclear += 1;
    return unclear > words ? [`${call} was sent again, and nobody had said that it never arrived`] : [];
  });
};

/** When, by which call, and how often something was tried is no state; nor is what a controller counts of pods it has yet to place. */
const passing =
  /^(now|at|from|to|since|created.*|updated.*|finished.*|started_at|.*[tT]ime(stamp)?|.*Timestamp|uid|resourceVersion|generation|managedFields|tasks|checkRuns|migrations|reboots|changes|faults|removed|versionId|versions|defaultVersion|local_created_at|key|etag|assistantInstalled|pending|desiredNumberScheduled|currentNumberScheduled|number[A-Z].*)$/;

const lasting = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(lasting);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !passing.test(name))
      .map(([name, inner]) => [name, lasting(inner)]),
  );
};

const firstDifference = (left: unknown, right: unknown, path = ''): string => {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
    return `${path}: ${JSON.stringify(left)} instead of ${JSON.stringify(right)}`;
  for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const [a, b] = [(left as Fields)[name], (right as Fields)[name]];
    if (!isDeepStrictEqual(a, b)) return firstDifference(a, b, `${path}/${name}`);
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
  const isDone = lived.story.ends.every((end) => end === 'done');
  if (!isDone && isSpared(lived)) return [];
  const [state, wanted] = [lasting(lived.sky.twin.world()), lasting(calm.sky.twin.world())];
  return [
    ...(isDone ? [] : [`ended ${lived.story.ends.join(', ')}`]),
    ...(isDeepStrictEqual(state, wanted) ? [] : [`the end differs, ${firstDifference(state, wanted)}`]),
  ];
};

/** A secret in what a life left in its store, or was told. */
const leaked = ({ files, story }: Lived): readonly string[] => {
  const found = secretIn(Buffer.from(JSON.stringify({ files, story })));
  return found === null ? [] : [`a secret was written: ${found}`];
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
  ...leaked(lived),
];
