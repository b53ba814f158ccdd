import { createHash } from 'node:crypto';
import { documentsOf } from '../../src/app/documents.ts';
import type { PlanFile } from '../../src/app/read-plan.ts';
import { awaitsOfATarget, openPlace } from '../../src/app/rehearse/ground.ts';
import { type Lived, type Trouble } from '../../src/app/rehearse/lived.ts';
import { virtualTime } from '../../src/app/rehearse/virtual-time.ts';
import type { Desired } from '../../src/core/desired.ts';
import { openWithin } from '../../src/twin/within.ts';
import type { Journey } from './journeys.ts';
import { kindsAtHand } from './kinds-at-hand.ts';
import { live } from './life.ts';
import { rulesOf } from './rules.ts';
import { plannerOf } from './user.ts';

const start = Date.UTC(2026, 10, 22);

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

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

/** A life, with what it left on its disk. */
export interface LivedInFull extends Lived {
  readonly files: Readonly<Record<string, string>>;
}

/** A journey that is set up to be lived as often as one likes; each life begins with the same plan. */
export interface Stage {
  readonly journey: Journey;
  readonly live: (trouble: Trouble) => Promise<LivedInFull>;
}

export const openStage = async (journey: Journey): Promise<Stage> => {
  const documents = await documentsIn(journey.document);
  const rules = rulesOf(journey);
  let first: PlanFile | null = null;
  let born: string | null = null;
  const liveOnce = async (trouble: Trouble): Promise<LivedInFull> => {
    const time = virtualTime(start, { turn });
    const twin = openWithin({ world: journey.world, clock: time.now });
    born ??= JSON.stringify(twin.world());
    const place = openPlace(
      { time, twin, kinds: kindsAtHand, host: { sha256, tool: 'onward 0.0.0' }, mostAwaits: awaitsOfATarget },
      trouble,
    );
    const { sky, awaits, spent } = place;
    const user = plannerOf(place.user, kindsAtHand, { desired: documents, project: null });
    const counted = {
      ...user,
      plan: async () => {
        place.count(false);
        const made = await user.plan();
        place.count(true);
        return made;
      },
    };
    first ??= await user.plan();
    if (first.plan.steps.length === 0) throw new Error('nothing to do');
    if (trouble.faults.length > 0) twin.control('POST /_twin/faults', trouble.faults);
    place.count(true);
    const story = await live({ user: counted, sky, spent, rules }, first);
    return { rules, trouble, story, sky, born, awaits, files: place.texts() };
  };
  return { journey, live: liveOnce };
};
