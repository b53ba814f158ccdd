import { escapeText } from './text/escape-text.ts';

interface Listed {
  readonly store: string;
  readonly runs: readonly {
    readonly alias: string;
    readonly state: string;
    readonly addresses: readonly string[];
    readonly at: string | null;
    readonly next: string;
  }[];
}

/** The open runs of a store, two lines each: how it stands, and the command that shows or ends it. */
export const renderRunList = ({ store, runs }: Listed): string => {
  if (runs.length === 0) return `no open run in ${escapeText(store)}\n`;
  const rows = runs.map(({ alias, state, addresses, at, next }) => {
    const about = addresses.length === 0 ? '' : `  ${addresses.join(', ')}`;
    const when = at === null ? '' : ` since ${at.slice(0, 19)}Z`;
    return `${escapeText(`  ${alias}: ${state}${when}${about}`)}\n${escapeText(`    ${next}`)}\n`;
  });
  return `${runs.length} open ${runs.length === 1 ? 'run' : 'runs'} in ${escapeText(store)}\n${rows.join('')}`;
};
