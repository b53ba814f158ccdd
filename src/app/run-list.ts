import { succeed, type Result } from '../core/diagnostic.ts';
import type { Host } from './host.ts';
import { openStore, openStoreOfRuns } from './open-store.ts';
import { mayGoOn } from '../store/run-state.ts';
import type { RunState, RunSummary } from '../store/store.ts';
import type { RunOptions } from './run-options.ts';

/** A run in the answer to "what is open here", and the command that shows it or, where it is damaged, ends it. */
export interface RunRow {
  readonly run: string;
  readonly alias: string;
  readonly state: RunState;
  readonly addresses: readonly string[];
  /** The newest line of its journal, RFC 3339; null where it cannot be read. */
  readonly at: string | null;
  readonly next: string;
}

export interface RunList {
  readonly store: string;
  readonly runs: readonly RunRow[];
}

const rowOf = ({ id, alias, state, addresses, last }: RunSummary): RunRow => ({
  run: id,
  alias,
  state,
  addresses,
  at: last?.at ?? null,
  next: state === 'unreadable' ? `onward settle ${id} --as set-aside --evidence TEXT` : `onward status ${alias}`,
});

/** The runs of a store that may go on; none where it cannot be read. */
export const openRuns = async (host: Host, place: string): Promise<readonly RunSummary[]> => {
  const opened = await openStore(host, place);
  const runs = opened.ok ? await opened.value.listRuns() : opened;
  return runs.ok ? runs.value.filter(mayGoOn) : [];
};

/** The open runs where there are several, or none and none that ended either; null where one run is what is asked for. */
export const runList = async (options: RunOptions): Promise<Result<RunList | null>> => {
  const opened = await openStoreOfRuns(options.host, options.store);
  if (!opened.ok) return opened;
  const runs = await opened.value.listRuns();
  if (!runs.ok) return runs;
  const open = runs.value.filter(mayGoOn);
  const isOne = open.length === 1 || (open.length === 0 && runs.value.some(({ state }) => state === 'ended'));
  if (isOne) return succeed(null);
  return succeed({ store: opened.value.place, runs: open.map(rowOf) }, runs.diagnostics);
};
