import { closesBy, isTime, opensAt, openingWords } from '../core/opening.ts';
import { historyOf } from '../core/step-history.ts';
import { ofTarget } from '../core/by.ts';
import type { ActStep, GateStep } from '../core/step.ts';
import { disturbs, gateAbove, needOf, stretchBehind } from '../core/stretch.ts';
import { ancestors } from '../core/order.ts';
import type { StepOutcome } from './executor.ts';
import { park, utc, type Lack, type Parking } from './gate-park.ts';

type Timing = Parking;

/** The cloud's clock, read where nobody has asked the cloud anything yet; null when it could not be. */
const cloudNow = async ({ gate, ports }: Timing): Promise<number | null> => {
  const { driver } = ports.subjectOf(gate.address);
  if (driver.clock.now() === null) await driver.readClock();
  return driver.clock.now();
};

const unread: Lack = { missing: 'time', says: 'waits until the cloud’s clock can be read' };

const stretchOf = ({ gate, plan }: Timing): readonly ActStep[] =>
  stretchBehind(ofTarget(plan.steps, gate.address), gate);

/** With `park` nothing is begun that would not be over by the end; with `finish` it may begin at any time in the window. */
const needFor = (run: Timing): number => (run.gate.window?.onOverrun === 'park' ? needOf(stretchOf(run)).p90 : 1);

const untilOpen = (gate: GateStep, now: number, need: number): Lack => {
  const { window } = gate;
  const opens = opensAt(gate, now, need);
  if (opens === null)
    return { missing: 'window', says: `waits for window ${window?.name ?? ''}, which opens no more within a year` };
  const isShort = need > 1 && closesBy(gate, now) !== null;
  const which = isShort ? `needs more than is left of window ${window?.name ?? ''}, and opens again` : 'opens';
  const words = window === undefined ? utc(opens) : `${openingWords(gate, opens)} (${utc(opens)})`;
  const in_ = window === undefined || isShort ? '' : ` in window ${window.name}`;
  return { missing: window === undefined ? 'time' : 'window', says: `${which} ${words}${in_}`, opensAt: opens };
};

/** Why it is not the time of a gate, by the cloud's clock; null when it is, or when it has none. */
export const outOfTime = async (run: Timing): Promise<Lack | null> => {
  const { gate } = run;
  if (gate.window === undefined && gate.notBefore === undefined) return null;
  const now = await cloudNow(run);
  if (now === null) return unread;
  const need = needFor(run);
  return isTime(gate, now, need) ? null : untilOpen(gate, now, need);
};

const contractOf = ({ ports }: Timing, { address, operation }: ActStep) =>
  ports.subjectOf(address).kind.contracts[operation];

/** What the step takes away stays away until a later one brings it back. */
const leavesDown = (run: Timing, step: ActStep): boolean => contractOf(run, step)?.leavesDown === true;

/** It was sent, or may have been; or a person did by hand what takes the target down. */
const isBegun = (run: Timing, step: ActStep): boolean => {
  const { last, attempts } = historyOf(run.ports.journal.lines(), step.id);
  if (last === 'done' && leavesDown(run, step)) return true;
  return step.type === 'change' && attempts > 0 && ['intended', 'sent', 'done', 'failed'].includes(last);
};

/**
 * Whether a step is sent although the window is over. What has not begun never does. Of what has, `finish` brings all to its
 * end; `park` keeps back what disturbs somebody, unless the target is down and only this brings it up again.
 */
const goesOn = (run: Timing, step: ActStep): boolean => {
  const begun = stretchOf(run).filter((one) => isBegun(run, one));
  if (begun.length === 0) return false;
  if (run.gate.window?.onOverrun !== 'park' || !disturbs(step)) return true;
  const above = ancestors(ofTarget(run.plan.steps, step.address), step.id);
  return begun.some((one) => one.id === step.id || (above.has(one.id) && leavesDown(run, one)));
};

/** Right before a change is sent: why its gate's window keeps it back, written down; null when it does not. */
export const keptBack = async (walk: Omit<Timing, 'gate'>, step: ActStep): Promise<StepOutcome | null> => {
  const gate = step.type === 'change' ? gateAbove(ofTarget(walk.plan.steps, step.address), step) : null;
  if (gate?.window === undefined) return null;
  const run = { ...walk, gate };
  const now = await cloudNow(run);
  if (now !== null && isTime(gate, now)) return null;
  if (goesOn(run, step)) return null;
  return park(run, [now === null ? unread : untilOpen(gate, now, 1)], step);
};
