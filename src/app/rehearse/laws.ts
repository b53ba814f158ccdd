import { canonical } from '../../core/canonical.ts';
import { grouped } from '../../core/grouped.ts';
import type { ActStep } from '../../core/step.ts';
import { lastingOf } from './lasting.ts';
import type { Lived } from './lived.ts';
import type { Row } from './sky.ts';

type Fields = Readonly<Record<string, unknown>>;

const same = (a: unknown, b: unknown): boolean => canonical(a ?? null) === canonical(b ?? null);

const wasTaken = ({ served }: Row): boolean => served !== null && served >= 200 && served < 300;

/** One-way calls that were taken on more often than steps of a plan send them; a row of a node names its cluster alone. */
const sentTwice = ({ sky, rules }: Lived): readonly string[] => {
  const taken = sky.twin.calls().filter((row) => rules.isOnce(row.action) && wasTaken(row));
  const calls = [...grouped(taken, ({ action, target }) => `${action} ${target}`)];
  return calls.flatMap(([call, rows]) =>
    rows.some((row) => rows.length > rules.asked(row)) ? [`${call} was accepted ${rows.length} times`] : [],
  );
};

/** What no step sends nobody has reviewed, be it ever so useful. */
const sentByNoStep = ({ sky, rules }: Lived): readonly string[] =>
  sky.twin
    .calls()
    .filter((row, index) => row.kind === 'write' && !sky.others.has(index) && rules.asked(row) === 0)
    .map(({ action, target }) => `${action} of ${target} is what no step of the plan sends`);

/** Nothing else brings about what it does. */
const mustBeSent = ({ reversibility, again }: ActStep): boolean => reversibility === 'one-way' || again === 'never';

/** A step that says it is done, of which the cloud has taken no call. */
const doneWithoutACall = ({ sky, story, rules }: Lived): readonly string[] => {
  const taken = sky.twin.calls().filter((row) => row.kind === 'write' && wasTaken(row));
  return story.done
    .filter((step) => mustBeSent(step) && !taken.some((row) => rules.isCallOf(step, row)))
    .map(({ id }) => `${id} is done, and the cloud has taken no call of it`);
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

/** All was done that could be. */
const isWhole = (end: string | undefined): boolean => end === 'done' || end === 'blocked';

const otherwise = (lived: Lived, calm: Lived): readonly string[] => {
  const wantedEnd = calm.story.ends.at(-1);
  const isDone = lived.story.ends.every((end) => end === wantedEnd);
  if (!isDone && isSpared(lived)) return [];
  // Of a run that stops half-way it depends on chance what else was done by then.
  if (!isWhole(wantedEnd)) return isDone ? [] : [`ended ${lived.story.ends.join(', ')}`];
  const [state, wanted] = [lived, calm].map(({ sky }) => lastingOf(sky.twin.world(), calm.born));
  return [
    ...(isDone ? [] : [`ended ${lived.story.ends.join(', ')}`]),
    ...(same(state, wanted) ? [] : [`the end differs, ${firstDifference(state, wanted)}`]),
  ];
};

/** What was promised and not kept, by the log and the state of the cloud alone, against a life without trouble. */
export const brokenLaws = (lived: Lived, calm: Lived): readonly string[] => [
  ...new Set([
    ...lived.story.wrong,
    ...sentByNoStep(lived),
    ...sentTwice(lived),
    ...migratedTwice(lived.sky.twin.world()),
    ...beforeItsYes(lived),
    ...sentAfterAll(lived),
    ...sentTooSoon(lived),
    ...doneWithoutACall(lived),
    ...otherwise(lived, calm),
  ]),
];
