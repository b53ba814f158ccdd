import { documentsOf } from '../../src/app/documents.ts';
import type { PlanFile } from '../../src/app/read-plan.ts';
import type { Desired } from '../../src/core/desired.ts';
import type { Journey } from './journeys.ts';
import { kindsAtHand } from './kinds-at-hand.ts';
import { live, type Story } from './life.ts';
import { memoryFiles } from './memory-files.ts';
import { type Ground } from './runner.ts';
import { openSky, type Late, type Sky } from './sky.ts';
import { createUser } from './user.ts';
import { virtualTime } from './virtual-time.ts';

/** A process dies at an await, by its number; power: what was not put on the disk is lost, but this part of the new bytes. */
export interface Crash {
  readonly at: number;
  readonly power?: number;
}

/** Everything that goes wrong in one life of a journey. */
export interface Trouble {
  readonly crashes: readonly Crash[];
  /** As POST /_twin/faults takes them. */
  readonly faults: readonly object[];
  readonly late: readonly Late[];
  /** Each process runs on a machine of its own. */
  readonly elsewhere: boolean;
}

export const noTrouble: Trouble = { crashes: [], faults: [], late: [], elsewhere: false };

/** A life as it went. */
export interface Lived {
  readonly journey: Journey;
  readonly trouble: Trouble;
  readonly story: Story;
  readonly sky: Sky;
  /** What was crossed, in order. */
  readonly awaits: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

const start = Date.UTC(2026, 10, 22);

const documentHost = (text: string) => ({
  cwd: '/work',
  files: {
    readFile: (path: string) =>
      Promise.resolve(
        path.endsWith('/target.yaml')
          ? ({ is: 'file', bytes: new TextEncoder().encode(text), real: path } as const)
          : ({ is: 'absent' } as const),
      ),
    list: () => Promise.resolve({ is: 'absent' } as const),
    readStdin: () => Promise.resolve({ is: 'absent' } as const),
  },
});

const documentsIn = async (text: string): Promise<readonly Desired[]> => {
  const loaded = await documentsOf(documentHost(text) as never, ['target.yaml']);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
  return loaded.value.desired;
};

/** A journey that is set up to be lived as often as one likes; each life begins with the same plan. */
export interface Stage {
  readonly journey: Journey;
  readonly live: (trouble: Trouble) => Promise<Lived>;
}

export const openStage = async (journey: Journey): Promise<Stage> => {
  const documents = await documentsIn(journey.document);
  let first: PlanFile | null = null;
  const liveOnce = async (trouble: Trouble): Promise<Lived> => {
    const { crashes, faults, late, elsewhere } = trouble;
    const time = virtualTime(start);
    const files = memoryFiles();
    const sky = openSky(journey.world, time, late);
    const awaits: string[] = [];
    let counting = false;
    const cross = (what: string): boolean => {
      if (!counting) return false;
      awaits.push(what);
      const crash = crashes.find(({ at }) => at === awaits.length);
      if (crash?.power !== undefined) files.loseUnsynced(crash.power);
      return crash !== undefined;
    };
    const ground: Ground = { time, files, sky, awaits: { cross }, env: sky.twin.ready.env, alive: new Set() };
    const user = createUser({
      ground,
      kinds: kindsAtHand,
      documents,
      machineOf: (n) => (elsewhere ? `m${n}` : 'here'),
    });
    const counted = {
      ...user,
      plan: async () => {
        counting = false;
        const made = await user.plan();
        counting = true;
        return made;
      },
    };
    first ??= await user.plan();
    if (first.plan.steps.length === 0) throw new Error('nothing to do');
    if (faults.length > 0) sky.twin.control('POST /_twin/faults', faults);
    counting = true;
    const story = await live(counted, sky, first);
    return { journey, trouble, story, sky, awaits, files: files.texts() };
  };
  return { journey, live: liveOnce };
};
