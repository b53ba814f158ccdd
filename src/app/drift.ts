import type { Desired } from '../core/desired.ts';
import { succeed, type Result } from '../core/diagnostic.ts';
import { failOnAll, isFailing, type FailOn } from '../core/drift/fail-on.ts';
import type { IgnoreRule } from '../core/drift/ignore.ts';
import type { SeenRow } from '../core/drift/memory.ts';
import { worst, type ExitName } from '../core/exit-code.ts';
import type { Kind } from '../core/kind.ts';
import type { Unread } from '../core/observed.ts';
import { agedRow, goneOf, sinceOf, valueOf } from '../render/model/drift-age.ts';
import type { DriftModel, DriftRow } from '../render/model/drift-model.ts';
import { openStore } from './open-store.ts';
import type { Store } from '../store/store.ts';
import { dutyRows, type DutyRows } from './drift-duties.ts';
import { findingsAt } from './drift-findings.ts';
import { historyIn, type History } from './drift-history.ts';
import { siftRows, type SiftedRows } from './drift-ignored.ts';
import { wouldShow } from './drift-known.ts';
import { notifyOf, type Notify } from './drift-notify.ts';
import { rememberLook, type Remembered } from './drift-memory.ts';
import { expandSets } from './expand-sets.ts';
import { exitOfUnread } from './exit-of.ts';
import type { Host } from './host.ts';
import { observeAll, type Subject } from './observe.ts';
import { causesOf } from './unread.ts';

export interface DriftReport extends DriftModel {
  readonly exit: ExitName;
}

export interface DriftOptions {
  readonly host: Host;
  readonly storePlace: string;
  /** Also what runs left behind and is not loud, and what rules set aside: shown apart. */
  readonly all: boolean;
  readonly failOn?: FailOn;
  /** What the Project says of drift. */
  readonly ignore?: readonly IgnoreRule[];
  readonly contacts?: DriftModel['contacts'];
  /** All documents of the Project are looked at, not some that were named. */
  readonly whole?: boolean;
  readonly notify?: Notify | null;
}

/** All that a look found, before it is compared with another. */
interface Found {
  readonly at: string;
  readonly subjects: readonly Subject[];
  readonly history: History;
  readonly duties: DutyRows;
  readonly sifted: SiftedRows;
  readonly unread: readonly Unread[];
}

const newestOf = (subjects: readonly Subject[], host: Host): string =>
  subjects
    .map(({ observed }) => observed.at)
    .sort()
    .at(-1) ?? new Date(host.wall()).toISOString();

const look = async (
  targets: { readonly kinds: readonly Kind[]; readonly targets: readonly Desired[]; readonly sets: readonly Subject[] },
  store: Store,
  { host, all, ignore = [], whole = false }: DriftOptions,
): Promise<Found> => {
  const addresses = targets.targets.map(({ address }) => address);
  const history = await historyIn(store, addresses, host);
  const subjects = [...(await observeAll(targets.kinds, targets.targets, { host, journey: false })), ...targets.sets];
  const duties = await dutyRows(subjects, history.duties, all);
  const at = newestOf(subjects, host);
  const rows = [...subjects.flatMap((subject) => findingsAt(subject, history)), ...duties.loud];
  const unread = [...subjects.flatMap(({ observed }) => observed.unread), ...duties.unread];
  return { at, subjects, history, duties, sifted: siftRows(rows, { rules: ignore, subjects, at, whole }), unread };
};

const ruleMark = 'rule ';

const isRule = ({ target }: SeenRow): boolean => target.startsWith(ruleMark);

/** What a row is known by in other looks. A rule that ran out is the Project's own: its target is what it speaks of. */
const seenIn = ({ subjects }: Found, { sha256 }: Host): ((row: DriftRow) => SeenRow) => {
  const identities = new Map(subjects.map(({ kind, desired }) => [desired.address as string, kind.identity(desired)]));
  return (row) => {
    const { class: is, address, topic, says } = row;
    const target = identities.get(address) ?? `${ruleMark}${address}`;
    const id = sha256(JSON.stringify([target, is, topic])).slice(0, 16);
    return { id, target, address, class: is, topic, says, value: valueOf(row), ignored: row.ignored !== undefined };
  };
};

const exitOf = ({ subjects, unread, history }: Found, rows: readonly DriftRow[], failOn: FailOn): ExitName =>
  worst([
    ...(unread.length > 0 ? [exitOfUnread(unread)] : []),
    ...(history.damaged.length > 0 ? ['error' as const] : []),
    ...(subjects.some(({ observed }) => observed.state === 'withheld') ? ['credentials' as const] : []),
    ...(rows.some((row) => isFailing(row, failOn)) ? ['changes' as const] : []),
  ]);

const modelOf = (found: Found, remembered: Remembered, options: DriftOptions): DriftModel => {
  const { at, sifted, duties, subjects } = found;
  const { compared, state } = remembered;
  const seen = seenIn(found, options.host);
  const aged = (row: DriftRow): DriftRow => agedRow(row, seen(row).id, { at, age: compared?.ages.get(seen(row).id) });
  const rows = sifted.rows.map(aged);
  const { all, contacts = {} } = options;
  const ignored = { count: sifted.ignored.length, rows: all ? sifted.ignored.map(aged) : null };
  const quiet = all ? duties.quiet.map((row) => ({ id: seen(row).id, ...row })) : null;
  const gone = goneOf(compared);
  const base = { format: 'onward.drift/1', at, targets: subjects.length, rows, quiet, gone, ignored } as const;
  return { ...base, since: sinceOf(rows, compared), memory: state, contacts };
};

/**
 * Compares what is with what was applied, or with what is asked for where nothing was, and says what runs left behind that
 * is overdue, and what of it is new. Reads only, but for what it remembers in the store.
 */
export const drift = async (
  documents: readonly Desired[],
  kinds: readonly Kind[],
  options: DriftOptions,
): Promise<Result<DriftReport>> => {
  const { host, storePlace } = options;
  const store = await openStore(host, storePlace);
  if (!store.ok) return store;
  const expanded = await expandSets(kinds, documents, { host, store: store.value });
  if (!expanded.ok) return expanded;
  const { targets, unread: sets } = expanded.value;
  const found = await look({ kinds, targets, sets }, store.value, options);
  const seen = seenIn(found, host);
  const rows = [...found.sifted.rows, ...found.sifted.ignored];
  const isShown = wouldShow({ subjects: found.subjects, history: found.history, rows });
  const remembered = await rememberLook(store.value, {
    at: found.at,
    rows: rows.map(seen),
    wouldShow: (row) => isShown(row) || (options.ignore !== undefined && isRule(row)),
  });
  const model = modelOf(found, remembered, options);
  const { notify = null, failOn = failOnAll } = options;
  const told = notify === null ? [] : await notifyOf({ notify, store: store.value, host }, model, remembered);
  return succeed({ ...model, exit: exitOf(found, model.rows, failOn) }, [
    ...expanded.diagnostics,
    ...found.history.diagnostics,
    ...found.sifted.diagnostics,
    ...causesOf(found.unread),
    ...remembered.diagnostics,
    ...told,
  ]);
};
