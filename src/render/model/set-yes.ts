import type { GateStep } from '../../core/step.ts';
import { foldNames } from './fold-names.ts';
import { grouped } from './grouped.ts';
import type { Member } from './set-member.ts';

interface Asked {
  readonly name: string;
  readonly gate: GateStep;
}

/** More things to wait for than these are not told one by one: each stands at its gate. */
const most = 3;

const namesIn = (asked: readonly Asked[]): string => foldNames([...new Set(asked.map(({ name }) => name))]);

/** Those that wait for the same, together. */
const byWaiting = (
  asked: readonly Asked[],
): readonly { readonly names: string; readonly first: Asked; readonly count: number }[] => {
  const groups = [
    ...grouped(asked, ({ gate }) => `${gate.byHand === undefined ? '' : 'hand'} ${gate.opensOn ?? ''}`).values(),
  ];
  const told = groups.length > most ? [asked] : groups;
  return told.flatMap((group) =>
    group.slice(0, 1).map((first) => ({
      names: namesIn(group),
      first: groups.length > most ? { ...first, gate: { ...first.gate, opensOn: null } } : first,
      count: group.length,
    })),
  );
};

const plainWords = (plain: readonly Asked[], going: readonly Member[]): readonly string[] => {
  if (plain.length === 0) return [];
  const gates = plain.length === 1 ? '1 gate' : `${plain.length} gates`;
  const started = new Set(plain.map(({ name }) => name)).size;
  const needed = Math.max(...plain.map(({ gate }) => gate.approvals?.needed ?? 1));
  const opens = `${needed} ${needed === 1 ? 'opens' : 'open'} ${gates}`;
  return [started === going.length ? opens : `${opens} (${namesIn(plain)})`];
};

const ownWords = (own: readonly Asked[]): readonly string[] =>
  byWaiting(own).map(
    ({ names, first: { gate }, count }) =>
      `then 1${count > 1 ? ' each' : ''} for ${names}, once ${gate.opensOn ?? 'it is reached'}${gate.byHand === undefined ? '' : ', or YOU do it by hand'}`,
  );

const handWords = (hand: readonly Asked[]): readonly string[] =>
  byWaiting(hand).map(
    ({ names, first: { gate } }) => `no yes helps ${names}: YOU, by hand (${gate.opensOn ?? 'its gate says what'})`,
  );

/** How many yeses are needed: what the first opens, which gates want one each, and which wait for a person's hand. */
export const setYes = (going: readonly Member[]): string | null => {
  const asked = going.flatMap(({ gates, name }) => gates.map((gate) => ({ gate, name })));
  const hand = asked.filter(({ gate }) => gate.handOnly === true);
  const own = asked.filter(({ gate }) => gate.ownYes === true && gate.handOnly !== true);
  const plain = asked.filter(({ gate }) => gate.ownYes !== true && gate.handOnly !== true);
  const free = going.filter(({ gates }) => gates.length === 0);
  const parts = [
    ...plainWords(plain, going),
    ...ownWords(own),
    ...handWords(hand),
    ...(free.length === 0 ? [] : [`none is asked for ${foldNames(free.map(({ name }) => name))}`]),
  ];
  return parts.length === 0 ? null : parts.join('; ');
};
