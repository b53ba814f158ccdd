import { canonical, equal } from '../core/canonical.ts';
import { diff, type Change } from '../core/diff.ts';
import type { FactDefinition } from '../core/fact.ts';
import { milliseconds } from '../core/span.ts';
import { differenceRow, outsideRow, type DifferencePast } from '../render/model/drift-difference-rows.ts';
import type { DriftRow } from '../render/model/drift-model.ts';
import {
  alarmRow,
  damagedRow,
  goneRow,
  lateRow,
  movingRow,
  unreadRow,
  withheldRow,
  type About,
} from '../render/model/drift-rows.ts';
import type { History, MovingRun, Past } from './drift-history.ts';
import type { Subject } from './observe.ts';
import type { WaitingGate } from './waiting-gates.ts';

const aboutOf = ({ desired }: Subject): About => ({ address: desired.address, file: desired.place('').file });

const changesOf = ({ kind, desired, observed }: Subject): readonly Change[] =>
  diff(desired.address, { desired: kind.desiredFacts(desired), observed: observed.facts }, kind.facts);

const alarmOf = ({ kind }: Subject, { fact }: Change): FactDefinition['alarm'] =>
  kind.facts.find(({ name }) => name === fact)?.alarm;

/** What cannot wait, whoever is at work on the target. */
const alarms = (subject: Subject): readonly DriftRow[] =>
  changesOf(subject).flatMap((change) => {
    const alarm = alarmOf(subject, change);
    return alarm === undefined
      ? []
      : [{ ...alarmRow(change.address, { ...alarm, is: change.before }), fact: change.fact }];
  });

/** Where it waits, and when that opens where the cloud told the time. */
const gateWords = ({ title, opens }: WaitingGate, now: number | null): string => {
  const words = now === null ? null : opens(now);
  return words === null ? title : `${title} (${words})`;
};

const pastOf = (past: Past | undefined, { fact, after }: Change): DifferencePast | null => {
  if (past === undefined) return null;
  const { is, run, turned, wanted } = past;
  const applied = wanted[fact];
  return { is, run, turned, asAsked: applied !== undefined && equal(applied, after) };
};

const differences = (subject: Subject, past: Past | undefined): readonly DriftRow[] =>
  changesOf(subject)
    .filter((change) => alarmOf(subject, change) === undefined)
    .map((change) =>
      differenceRow(
        aboutOf(subject),
        { fact: change.fact, asked: canonical(change.after), is: canonical(change.before) },
        pastOf(past, change),
      ),
    );

/** What a run that was applied had to leave as it is, and is not so now, as far as it was read. */
const outside = (subject: Subject, past: Past | undefined): readonly DriftRow[] => {
  const { kind, desired, observed } = subject;
  if (past?.is !== 'applied' || past.inventory === null) return [];
  const { inventory, run } = past;
  const asked = kind.desiredFacts(desired);
  return (kind.inventory ?? []).flatMap((fact) => {
    const [before, after] = [inventory[fact], observed.facts[fact]];
    if (before === undefined || after === undefined || fact in asked || equal(before, after)) return [];
    return [outsideRow(aboutOf(subject), { fact, before: canonical(before), after: canonical(after), run })];
  });
};

/** A gate that waits for longer than its document lets it: by the cloud's clock, and silent where nobody told the time. */
const lateRows = ({ address, alias, gates }: MovingRun, now: number | null): readonly DriftRow[] =>
  gates.flatMap(({ title, since, deadline }) => {
    if (since === null || deadline === null || now === null) return [];
    const isLate = now - Date.parse(since) > milliseconds(deadline);
    return isLate ? [lateRow(address, { alias, title, since, deadline })] : [];
  });

const movingRows = ({ desired, driver }: Subject, run: MovingRun): readonly DriftRow[] => {
  const now = driver.clock.now();
  const gates = run.gates.map((gate) => gateWords(gate, now));
  const isParked = run.gates.some(({ since }) => since !== null);
  return [...lateRows(run, now), movingRow(desired.address, { ...run, gates, isParked })];
};

/** All that a look at one target finds, but for what runs left behind. */
export const findingsAt = (subject: Subject, history: History): readonly DriftRow[] => {
  const { address } = subject.desired;
  const { state, unread } = subject.observed;
  const isOwn = (one: { readonly address: string }): boolean => one.address === address;
  const damaged = history.damaged.filter(isOwn).map(({ alias }) => damagedRow(address, alias));
  if (state === 'absent') return [goneRow(aboutOf(subject)), ...damaged];
  if (state === 'withheld') return [withheldRow(aboutOf(subject)), ...damaged];
  const runs = history.moving.filter(isOwn);
  const moving = runs.flatMap((run) => movingRows(subject, run));
  const past = history.pasts.get(address);
  // While a run is on its way, what it changes is no drift.
  const changed = runs.some(({ isDone }) => !isDone) ? [] : [...differences(subject, past), ...outside(subject, past)];
  const blind = unread.map((one) => unreadRow(aboutOf(subject), one));
  return [...alarms(subject), ...blind, ...damaged, ...moving, ...changed];
};
