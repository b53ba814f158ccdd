import type { JournalLine } from '../core/journal.ts';
import { inChainOrder } from '../core/chain-order.ts';
import { runAlias } from '../core/run-alias.ts';
import { historyOf, isOpen } from '../core/step-history.ts';
import type { SetAside } from './set-aside.ts';
import type { RunSummary, StoredRun } from './store.ts';
import { glanceAt } from './plan-glance.ts';

type Summary = Omit<RunSummary, 'acceptedAt' | 'last'>;

const lastByStep = (lines: readonly JournalLine[]): ReadonlyMap<string, JournalLine> =>
  new Map(lines.flatMap((line) => ('step' in line ? [[line.step, line] as const] : [])));

/**
 * Parked: at least one gate waits, and no call is under way. Ended: the last line says so, not that it parked, and no late
 * word says that a call is under way after all.
 */
const stateOf = (run: Pick<StoredRun, 'lines' | 'late'>): Pick<Summary, 'state' | 'parkedAt'> => {
  const { lines } = run;
  const steps = [...lastByStep(lines).values()];
  const parkedAt = steps.flatMap((line) => (line.type === 'parked' ? [line.step] : []));
  const busy = steps.some(({ type }) => type === 'intended' || type === 'sent' || type === 'progress');
  const last = lines.at(-1);
  const ordered = inChainOrder(run);
  const isUnderWay = [...lastByStep(ordered).keys()].some((step) => isOpen(historyOf(ordered, step)));
  if (last?.type === 'ended' && last.outcome !== 'parked' && !isUnderWay) return { state: 'ended', parkedAt };
  return { state: parkedAt.length > 0 && !busy ? 'parked' : 'open', parkedAt };
};

/** A run in short, from its plan and its chain. */
export const summarize = (id: string, plan: string, run: Pick<StoredRun, 'lines' | 'late'>): RunSummary => {
  const { lines } = run;
  const { targets } = glanceAt(plan);
  const addresses = targets.map(({ address }) => address);
  return {
    id,
    alias: runAlias(id, targets),
    addresses,
    keys: targets.flatMap(({ key }) => (key === null ? [] : [key])),
    setAside: null,
    acceptedAt: lines[0]?.at ?? null,
    last: lines.at(-1) ?? null,
    ...stateOf(run),
  };
};

/** A run of which no more is known than that it is there, and what its plan is about where that can be told. */
export const unreadableRun = (id: string, plan: string | null): RunSummary => {
  const targets = plan === null ? [] : glanceAt(plan).targets;
  return {
    id,
    alias: runAlias(id, targets),
    addresses: targets.map(({ address }) => address),
    keys: [],
    setAside: null,
    state: 'unreadable',
    acceptedAt: null,
    last: null,
    parkedAt: [],
  };
};
/** A damaged run that a person set aside: it is over. */
export const runSetAside = (id: string, setAside: SetAside): RunSummary => ({
  ...unreadableRun(id, null),
  alias: runAlias(
    id,
    setAside.addresses.map((address) => ({ address, set: '' })),
  ),
  addresses: setAside.addresses,
  keys: setAside.keys,
  state: 'set-aside',
  setAside,
});

/** The run may go on, or what became of it is not known. */
export const mayGoOn = ({ state }: Pick<RunSummary, 'state'>): boolean => state !== 'ended' && state !== 'set-aside';
