import { isDeepStrictEqual } from 'node:util';
import type { TwinWithin } from '../../src/twin/within.ts';
import type { Story } from './life.ts';
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

/** The last gate that was answered before an action came first, in a life without trouble; null: none was needed. */
const gatesOfActions = ({ story, sky }: Lived): ReadonlyMap<string, string | null> => {
  const gates = new Map<string, string | null>();
  for (const [index, { action, kind }] of sky.twin.calls().entries())
    if (kind === 'write' && !gates.has(action))
      gates.set(action, story.yeses.findLast(({ at }) => at <= index)?.gate ?? null);
  return gates;
};

const isLetThrough = (story: Story, index: number, gate: string | null | undefined): boolean => {
  if (gate === null) return true;
  const plan = story.plans.findLastIndex(({ at }) => at <= index);
  const given = story.yeses.filter((yes) => yes.at <= index && yes.plan === plan + 1).map((yes) => yes.gate);
  // What no calm life asks for, and what a later plan has no such gate for, needs a yes all the same.
  const isThere = gate !== undefined && story.plans[plan]?.gates.includes(gate) === true;
  return isThere ? given.includes(gate) : given.length > 0;
};

const beforeItsYes = ({ story, sky }: Lived, calm: Lived): readonly string[] => {
  const gates = gatesOfActions(calm);
  return sky.twin.calls().flatMap(({ action, kind }, index) => {
    if (kind !== 'write' || sky.others.has(index)) return [];
    const gate = gates.get(action);
    return isLetThrough(story, index, gate) ? [] : [`${action} came before the yes to ${gate ?? 'any gate'}`];
  });
};

/** When, by which call, and how often something was tried is no state. */
const passing =
  /^(now|at|from|to|since|created.*|updated.*|finished.*|started_at|.*[tT]ime(stamp)?|.*Timestamp|uid|resourceVersion|generation|managedFields|tasks|checkRuns|migrations|reboots|changes|faults|removed|versionId|versions|defaultVersion|local_created_at|key|etag|assistantInstalled|pending|status)$/;

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
  if (isDone === false && isSpared(lived)) return [];
  const [state, wanted] = [lasting(lived.sky.twin.world()), lasting(calm.sky.twin.world())];
  return [
    ...(isDone ? [] : [`ended ${lived.story.ends.join(', ')}`]),
    ...(isDeepStrictEqual(state, wanted) ? [] : [`the end differs, ${firstDifference(state, wanted)}`]),
  ];
};

/** What was promised and not kept, by the log and the state of the cloud alone, against a life without trouble. */
export const brokenLaws = (lived: Lived, calm: Lived): readonly string[] => [
  ...lived.story.wrong,
  ...sentTwice(lived, calm),
  ...migratedTwice(lived.sky.twin.world()),
  ...beforeItsYes(lived, calm),
  ...otherwise(lived, calm),
];
