import { documentsOf } from '../../src/app/documents.ts';
import type { Applied } from '../../src/app/apply.ts';
import { kindOf, nameOf, type Address } from '../../src/core/address.ts';
import type { Plan } from '../../src/core/plan.ts';
import { isGate } from '../../src/core/step.ts';
import { kindsAtHand } from '../crash/kinds-at-hand.ts';
import { awaitsOfATarget, openPlace } from '../../src/app/rehearse/ground.ts';
import { noTrouble } from '../../src/app/rehearse/lived.ts';
import { gatesWaiting, type Came } from '../../src/app/rehearse/user.ts';
import { virtualTime } from '../../src/app/rehearse/virtual-time.ts';
import { sha256 } from '../../src/store/ports.ts';
import { openWithin } from '../../src/twin/within.ts';
import { plannerOf, type Planner } from '../crash/user.ts';
import { goldenHost } from '../golden/golden-host.ts';
import { worldOf } from '../golden/make-golden.ts';
import { folderOf } from '../golden/scenarios.ts';

/** A scenario's plan, how its run ended, and the plan that was drawn after that. */
export interface Simulated {
  readonly before: Plan;
  readonly after: Plan;
  /** How its run ended, or 'open'. */
  readonly end: string;
  readonly told: readonly string[];
}

/** More than the longest of them needs. */
const mostCommands = 40;

interface Setting {
  readonly user: Planner;
  readonly now: () => number;
  /** Somebody shuts a machine down from inside. */
  readonly shutDown: (machine: string) => void;
}

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

const open = async (scenario: string): Promise<Setting> => {
  const world = worldOf(scenario);
  const time = virtualTime(Date.parse(world.now ?? ''), { turn });
  const twin = openWithin({ world, clock: time.now });
  const { env } = twin.ready;
  const loaded = await documentsOf(goldenHost(folderOf(scenario), { env, wall: time.now() }), ['desired.yaml']);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
  const { desired, project } = loaded.value;
  const host = { sha256, tool: 'onward 0.0.0' };
  const place = openPlace({ time, twin, kinds: kindsAtHand, host, mostAwaits: awaitsOfATarget }, noTrouble);
  const user = plannerOf(place.user, kindsAtHand, { desired, project });
  const shutDown = (name: string): void => {
    twin.control('POST /_twin/aoc', { machine: name, act: 'guestShutdown' });
  };
  return { user, now: time.now, shutDown };
};

/** When the first of what waits for its time may go on; a minute where nothing says so. */
const pause = (applied: Applied, now: number): number => {
  const times = [...applied.outcomes.values()].flatMap((outcome) =>
    outcome.state === 'parked' && outcome.waits?.opensAt !== undefined ? [Date.parse(outcome.waits.opensAt) - now] : [],
  );
  return times.length === 0 ? 60_000 : Math.max(60_000, Math.min(...times));
};

/** The machines that a gate waits for a person to shut down. */
const byHand = ({ steps }: Plan, { outcomes }: Applied): readonly Address[] =>
  steps.flatMap((step) =>
    isGate(step) &&
    step.handOnly !== undefined &&
    kindOf(step.address) === 'VirtualMachine' &&
    outcomes.get(step.id)?.state === 'parked'
      ? [step.address]
      : [],
  );

const wordOf = (came: Came): string => {
  if (came.is === 'died') return `died at ${came.at}`;
  if (came.is === 'stuck') return 'stuck: nothing is waited for, and it does not end';
  if (came.is === 'refused')
    return `refused: ${came.diagnostics.map(({ code, summary }) => `${code} ${summary}`).join('; ')}`;
  const { exit, outcomes } = came.applied;
  const odd = [...outcomes].filter(([, { state }]) => state !== 'done' && state !== 'skipped');
  return [exit, ...odd.map(([id, one]) => `${id} ${one.state}${'why' in one ? `: ${one.why}` : ''}`)].join('; ');
};

/** Applies the plan of a scenario to its end, with a yes at each gate, and plans again. */
export const simulate = async (scenario: string): Promise<Simulated> => {
  const { user, now, shutDown } = await open(scenario);
  const file = await user.plan();
  const told: string[] = [];
  let came = await user.apply(file);
  told.push(`apply: ${wordOf(came)}`);
  while (came.is === 'came' && !came.applied.ended && told.length < mostCommands) {
    const gates = gatesWaiting(came.applied);
    for (const address of byHand(file.plan, came.applied)) shutDown(nameOf(address));
    if (gates.length === 0) await user.wait(pause(came.applied, now()));
    came = await user.resume(file, gates);
    told.push(`resume, yes to ${gates.join(', ') || 'nothing'}: ${wordOf(came)}`);
  }
  await user.wait(60_000);
  const end = came.is === 'came' && came.applied.ended ? came.applied.exit : 'open';
  return { before: file.plan, after: (await user.plan()).plan, end, told };
};
