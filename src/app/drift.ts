import { canonical } from '../core/canonical.ts';
import type { Desired } from '../core/desired.ts';
import { diff, type Change } from '../core/diff.ts';
import { succeed, type Result } from '../core/diagnostic.ts';
import { worst, type ExitName } from '../core/exit-code.ts';
import type { FactDefinition } from '../core/fact.ts';
import type { Kind } from '../core/kind.ts';
import type { Unread } from '../core/observed.ts';
import { milliseconds } from '../core/span.ts';
import { openDirectoryStore } from '../store/directory.ts';
import type { DriftModel, DriftRow } from '../render/model/drift-model.ts';
import {
  alarmRow,
  damagedRow,
  differenceRow,
  goneRow,
  lateRow,
  movingRow,
  unreadRow,
  withheldRow,
} from '../render/model/drift-rows.ts';
import { dutyRows } from './drift-duties.ts';
import { historyIn, type History, type MovingRun, type WaitingGate } from './drift-history.ts';
import { expandSets } from './expand-sets.ts';
import { causesOf } from './unread.ts';
import { exitOfUnread } from './exit-of.ts';
import type { Host } from './host.ts';
import { observeAll, type Subject } from './observe.ts';

export interface DriftReport extends DriftModel {
  readonly exit: ExitName;
}

const changesOf = ({ kind, desired, observed }: Subject): readonly Change[] =>
  diff(desired.address, { desired: kind.desiredFacts(desired), observed: observed.facts }, kind.facts);

const alarmOf = ({ kind }: Subject, { fact }: Change): FactDefinition['alarm'] =>
  kind.facts.find(({ name }) => name === fact)?.alarm;

/** What cannot wait, whoever is at work on the target. */
const alarms = (subject: Subject): readonly DriftRow[] =>
  changesOf(subject).flatMap((change) => {
    const alarm = alarmOf(subject, change);
    return alarm === undefined ? [] : [alarmRow(change.address, { ...alarm, is: change.before })];
  });

const differences = (subject: Subject, { pasts }: History): readonly DriftRow[] =>
  changesOf(subject)
    .filter((change) => alarmOf(subject, change) === undefined)
    .map(({ address, fact, before, after }) =>
      differenceRow({ address, fact, asked: canonical(after), is: canonical(before) }, pasts.get(address) ?? null),
    );

/** A gate that waits for longer than its document lets it: by the cloud's clock, and silent where nobody told the time. */
const lateRows = ({ address, alias, gates }: MovingRun, now: number | null): readonly DriftRow[] =>
  gates.flatMap(({ title, since, deadline }) => {
    const isLate = deadline !== null && now !== null && now - Date.parse(since) > milliseconds(deadline);
    return isLate ? [lateRow(address, { alias, title, since, deadline })] : [];
  });

/** Where it waits, and when that opens where the cloud told the time. */
const gateWords = ({ title, opens }: WaitingGate, now: number | null): string => {
  const words = now === null ? null : opens(now);
  return words === null ? title : `${title} (${words})`;
};

const rowsOf = (subject: Subject, history: History): readonly DriftRow[] => {
  const { address } = subject.desired;
  const { state, unread } = subject.observed;
  const isOwn = (one: { readonly address: string }): boolean => one.address === address;
  const damaged = history.damaged.filter(isOwn).map(({ alias }) => damagedRow(address, alias));
  if (state === 'absent') return [goneRow(address), ...damaged];
  if (state === 'withheld') return [withheldRow(address), ...damaged];
  const moving = history.moving
    .filter(isOwn)
    .flatMap((run) => [
      ...lateRows(run, subject.driver.clock.now()),
      movingRow(address, { ...run, gates: run.gates.map((gate) => gateWords(gate, subject.driver.clock.now())) }),
    ]);
  // While a run is on its way, what it changes is no drift.
  const changed = moving.length > 0 ? [] : differences(subject, history);
  return [...alarms(subject), ...unread.map((one) => unreadRow(address, one)), ...damaged, ...moving, ...changed];
};

const exitOf = (
  subjects: readonly Subject[],
  rows: readonly DriftRow[],
  found: { readonly unread: readonly Unread[]; readonly damaged: boolean },
): ExitName =>
  worst([
    ...(found.unread.length > 0 ? [exitOfUnread(found.unread)] : []),
    ...(found.damaged ? ['error' as const] : []),
    ...(subjects.some(({ observed }) => observed.state === 'withheld') ? ['credentials' as const] : []),
    ...(rows.some((row) => row.class !== 'unread') ? ['changes' as const] : []),
  ]);

export interface DriftOptions {
  readonly host: Host;
  readonly storeFolder: string;
  /** Also what runs left behind and is not loud: read, and shown apart. */
  readonly all: boolean;
}

/**
 * Compares what is with what was applied, or with what is asked for where nothing was, and says what runs left behind that
 * is overdue. Reads only.
 */
export const drift = async (
  documents: readonly Desired[],
  kinds: readonly Kind[],
  { host, storeFolder, all }: DriftOptions,
): Promise<Result<DriftReport>> => {
  const store = await openDirectoryStore(storeFolder);
  if (!store.ok) return store;
  const expanded = await expandSets(kinds, documents, { host, store: store.value });
  if (!expanded.ok) return expanded;
  const { targets, unread: sets } = expanded.value;
  const addresses = targets.map(({ address }) => address);
  const history = await historyIn(store.value, addresses, host);
  const observed = [...(await observeAll(kinds, targets, { host, journey: false })), ...sets];
  const duties = await dutyRows(observed, history.duties, all);
  const rows = [...observed.flatMap((subject) => rowsOf(subject, history)), ...duties.loud];
  const unread = [...observed.flatMap((subject) => subject.observed.unread), ...duties.unread];
  const at =
    observed
      .map((subject) => subject.observed.at)
      .sort()
      .at(-1) ?? new Date(host.wall()).toISOString();
  const exit = exitOf(observed, rows, { unread, damaged: history.damaged.length > 0 });
  const model = { at, targets: observed.length, rows, quiet: all ? duties.quiet : null, since: null };
  return succeed({ ...model, exit }, [...expanded.diagnostics, ...history.diagnostics, ...causesOf(unread)]);
};
