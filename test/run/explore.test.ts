import { describe, expect, it } from 'vitest';
import type { Again } from '../../src/core/step.ts';
import { everyPath, replay, type Choices } from './choices.ts';
import { memoryJournal } from './memory-journal.ts';
import { drive, type Ending, type World } from './runner.ts';
import { smallCloud } from './small-cloud.ts';

const final = new Set<Ending['state']>(['done', 'failed', 'stale', 'ambiguous']);
const mostRunners = 8;

const acceptedBy = ({ cloud }: World): number => cloud.seen.filter(({ was }) => was === 'accepted').length;

/** Whoever comes next finds the journal as the last one left it, at once or much later. */
const handOver = ({ cloud, journal, choices }: World, ending: Ending): void => {
  const loose = ending.state === 'died' && journal.safe() < journal.lines().length;
  journal.crash(!loose || choices.pick([false, true]));
  cloud.pass(choices.pick([1000, 20 * 60_000]));
};

const driveToItsEnd = async (world: World): Promise<Ending> => {
  for (let runners = 0; runners < mostRunners; runners += 1) {
    const ending = await drive(world);
    if (ending.state !== 'done' && ending.state !== 'died' && ending.why.trim() === '')
      world.wrong.push(`ended ${ending.state} without a word`);
    if (final.has(ending.state)) return ending;
    handOver(world, ending);
  }
  throw new Error(`no end after ${mostRunners} runners`);
};

/** What an end claims, against what the cloud saw. */
const isTrue = (world: World, { state }: Ending): boolean => {
  const accepted = acceptedBy(world);
  const line = world.journal.lines().findLast(({ type }) => type === 'done' || type === 'failed');
  const { is } = world.cloud.probe(false);
  if (state === 'done') return line?.type === 'done' && line.evidence.length > 0 && accepted === 1 && is === 'done';
  if (state === 'failed')
    return line?.type === 'failed' && (line.code === 'refused' ? accepted === 0 : is === 'failed');
  return state === 'stale' ? accepted === 0 : true;
};

/** Whoever drives an ended step again gets the same answer, and nothing is sent. A stale plan is not driven again. */
const lawsOfAnotherLook = async (world: World, ending: Ending): Promise<readonly string[]> => {
  if (ending.state === 'stale') return [];
  const calls = world.cloud.seen.length;
  const again = await drive({ ...world, choices: replay([]) });
  const wrong = world.cloud.seen.length === calls ? [] : ['a resume after the end sent again'];
  return again.state === ending.state ? wrong : [...wrong, `${ending.state}, and resumed it is ${again.state}`];
};

const livesThrough = (again: Again, ends: Set<string>) => async (choices: Choices) => {
  const cloud = smallCloud(choices.pick(['done', 'failed']));
  const world: World = { cloud, journal: memoryJournal(cloud.now), choices, again, wrong: [] };
  const ending = await driveToItsEnd(world);
  const claims = isTrue(world, ending) ? [] : [`${ending.state} without evidence`];
  const wrong = [...world.wrong, ...claims, ...(await lawsOfAnotherLook(world, ending))];
  if (acceptedBy(world) > 1) wrong.push(`${acceptedBy(world)} calls were accepted`);
  ends.add(ending.state);
  if (wrong.length > 0) throw new Error(wrong.join('; '));
};

const cases = [
  { again: 'after-window', most: 3, atLeast: 50_000, ends: ['done', 'failed', 'stale'] },
  { again: 'never', most: 2, atLeast: 1_500, ends: ['ambiguous', 'done', 'failed', 'stale'] },
  { again: 'harmless', most: 2, atLeast: 1_500, ends: ['done', 'failed', 'stale'] },
] as const;

describe('a one-way step driven by the real lifecycle', () => {
  it.each(cases)(
    'keeps its laws on each of more than $atLeast paths, with up to $most accidents anywhere, where a call is $again',
    async ({ again, most, atLeast, ends }) => {
      const seen = new Set<string>();
      expect(await everyPath(livesThrough(again, seen), most)).toBeGreaterThan(atLeast);
      expect([...seen].sort()).toEqual(ends);
    },
    180_000,
  );
});
