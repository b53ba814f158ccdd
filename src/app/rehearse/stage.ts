import type { Kind } from '../../core/kind.ts';
import { isGate, type ActStep } from '../../core/step.ts';
import { kindOf } from '../../core/address.ts';
import type { TwinWithin } from '../../twin/within.ts';
import type { World } from '../../twin/world.ts';
import type { Applied } from '../apply.ts';
import { driverSettings, type Host } from '../host.ts';
import type { PlanFile } from '../read-plan.ts';
import { gaugesOf, type Gauge } from './gauges.ts';
import { openPlace } from './ground.ts';
import { driveToItsEnd, newStory, type Life } from './life.ts';
import type { Lived, Trouble } from './lived.ts';
import { rulesOf, type PlanRules } from './rules-of.ts';
import { virtualTime } from './virtual-time.ts';
import type { PlanWorld } from './world-of-plan.ts';

/** A life of a plan, and what was measured of it. */
export interface PlanLife extends Lived {
  readonly applied: Applied | null;
  readonly gauges: readonly Gauge[];
  /** From its first command to its end, in milliseconds. */
  readonly took: number;
}

export interface PlanStage {
  readonly file: PlanFile;
  readonly rules: PlanRules;
  readonly live: (trouble: Trouble) => Promise<PlanLife>;
}

export interface Playing {
  readonly file: PlanFile;
  readonly kinds: readonly Kind[];
  readonly made: PlanWorld;
  readonly world: World;
  readonly openWithin: (options: { readonly world: World; readonly clock: () => number }) => TwinWithin;
  readonly host: Host;
  /** One turn of the machine's loop. */
  readonly turn: () => Promise<void>;
  /** So many reads, writes, calls and waits a target are no life any more. */
  readonly mostAwaits: number;
}

/** Once a gate: what was done by hand stays done. */
const handsOf = (kinds: readonly Kind[], twin: TwinWithin): Life['byHand'] => {
  const done = new Set<string>();
  return ({ plan }, id) => {
    const gate = plan.steps.find((step) => step.id === id);
    if (gate === undefined || !isGate(gate) || done.has(id)) return false;
    const step = plan.steps.find((one): one is ActStep => one.id === gate.byHand && !isGate(one));
    const act = step && kinds.find(({ name }) => name === kindOf(step.address))?.world?.byHand?.(step);
    if (act === null || act === undefined) return false;
    twin.control(act.ask, act.body);
    done.add(id);
    return true;
  };
};

/** The kinds with their drivers at hand: loading one is no await of a run. */
const loaded = (kinds: readonly Kind[], host: Host, used: ReadonlySet<string>): Promise<readonly Kind[]> =>
  Promise.all(
    kinds.map(async (kind) => {
      if (used.has(kind.name)) await kind.driver(driverSettings({ ...host, env: {} }));
      return kind;
    }),
  );

/** A plan that is set up to be lived as often as one likes. */
export const openPlanStage = async (playing: Playing): Promise<PlanStage> => {
  const { file, made, world, openWithin, host, turn } = playing;
  const mostAwaits = playing.mostAwaits * file.plan.targets.length;
  const used = new Set(file.plan.targets.map(({ address }) => kindOf(address)));
  const kinds = await loaded(playing.kinds, host, used);
  const rules = rulesOf(file.plan, kinds);
  let born: string | null = null;
  const live = async (trouble: Trouble): Promise<PlanLife> => {
    let look: () => void = () => undefined;
    const start = Date.parse(file.plan.createdAt);
    const time = virtualTime(start, {
      turn,
      watch: () => {
        look();
      },
    });
    const twin = openWithin({ world, clock: time.now });
    born ??= JSON.stringify(twin.world());
    const gauges = gaugesOf(made, twin, time.now);
    look = gauges.look;
    const place = openPlace({ time, twin, kinds, host, mostAwaits }, trouble);
    if (trouble.faults.length > 0) twin.control('POST /_twin/faults', trouble.faults);
    place.count(true);
    const { user, sky, awaits, spent } = place;
    const story = newStory();
    const life: Life = { user, sky, story, rules, byHand: handsOf(kinds, twin), spent };
    const applied = await driveToItsEnd(life, file);
    const took = time.now() - start;
    // What a loud end leaves under way is over by then, as in every other life.
    await user.wait(60_000);
    return { rules, trouble, story, sky, born, awaits, applied, gauges: gauges.read(), took };
  };
  return { file, rules, live };
};
