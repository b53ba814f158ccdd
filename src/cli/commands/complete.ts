import { openRuns } from '../../app/run-list.ts';
import { isBucket } from '../../core/bucket-place.ts';
import { visible } from '../../core/visible.ts';
import type { Run } from '../command.ts';
import { storeOf } from '../store-of.ts';

/** The store that the line being typed names. */
const storeIn = (words: readonly string[]): string | undefined => {
  const at = words.findIndex((word) => word === '--store' || word.startsWith('--store='));
  const word = words[at] ?? '';
  if (word !== '--store') return word.slice('--store='.length) || undefined;
  // Where the shell divides words at =.
  return (words[at + 1] === '=' ? words[at + 2] : words[at + 1]) || undefined;
};

/** What a shell asks while a line is typed: the runs that may go on. Offline, and silent whatever is wrong. */
export const run: Run = async (terminal, { args: [what, ...words] }) => {
  const store =
    what === 'runs' ? await storeOf(terminal, { store: storeIn(words) ?? terminal.host.env['ONWARD_STORE'] }) : null;
  // A key that is pressed must not call a cloud.
  if (store?.ok && !isBucket(store.value.place)) {
    const runs = await openRuns(terminal.host, store.value.place);
    terminal.out(
      runs
        .map(({ alias, state, addresses }) => `${visible(alias)}\t${state}: ${visible(addresses.join(', '))}\n`)
        .join(''),
    );
  }
  return { exit: 'done', silent: true };
};
