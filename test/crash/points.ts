import { noTrouble, type Lived } from '../../src/app/rehearse/lived.ts';
import {
  answered,
  crashed,
  effectsOn,
  heldBack,
  lateness,
  writesOf,
  type Point,
} from '../../src/app/rehearse/troubles.ts';

const after = ', done';

/** Whether something changes at each await: there what changes has one before and one after it. */
const changing = ({ awaits }: Lived): readonly boolean[] => {
  const changes = new Set(awaits.filter((what) => what.endsWith(after)).map((what) => what.slice(0, -after.length)));
  return awaits.map((what) => what.endsWith(after) || changes.has(what));
};

/**
 * The awaits at which a death leaves something else behind than at the one before: each that changes something, and the first of the
 * reads and waits between two of them.
 */
export const tellingCrashes = (calm: Lived): readonly Point[] => {
  const changes = changing(calm);
  return everyCrash(calm).filter((_, index) => changes[index] === true || changes[index - 1] !== false);
};

/** Every await of a life, once: the process is killed there. */
export const everyCrash = ({ awaits }: Lived): readonly Point[] =>
  awaits.map((what, index) => ({ name: `killed at ${what}`, trouble: crashed(index + 1)(noTrouble) }));

/** Every await that changes something, once: the power fails there. */
export const everyBlackout = (calm: Lived): readonly Point[] => {
  const changes = changing(calm);
  return calm.awaits.flatMap((what, index) =>
    changes[index] === true
      ? [{ name: `without power at ${what}`, trouble: crashed(index + 1, (index % 3) / 2)(noTrouble) }]
      : [],
  );
};

/** A process dies with a line of its journal in no more than memory; the next one goes on from that, and the power fails under it. */
export const everyDeathThenBlackout = (calm: Lived): readonly Point[] =>
  calm.awaits.flatMap((what, index) => {
    if (!/^(write .*journal.*, done|sync \.journal\S*)$/.test(what)) return [];
    // A process asks this often before it opens a journal that another left, and goes on so long.
    const later = 60 + ((index * 37) % 120);
    const both = crashed(index + 1 + later, 0)(crashed(index + 1)(noTrouble));
    return [{ name: `killed at ${what}, without power ${later} awaits later`, trouble: both }];
  });

/** Every call that changes something, with everything that can become of it. */
export const everyAnswer = (calm: Lived): readonly Point[] =>
  writesOf(calm).flatMap((write) => [
    ...Object.entries(effectsOn(write)).map(([word, effect]) => ({
      name: `${write.action} ${write.nth} ${word}`,
      trouble: answered(write, effect)(noTrouble),
    })),
    ...lateness.map((ms) => ({
      name: `${write.action} ${write.nth} ${ms / 1000} s late`,
      trouble: heldBack(write, ms)(noTrouble),
    })),
  ]);
