import type { Address } from '../core/address.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Plan } from '../core/plan.ts';
import { openStoreOfRuns } from './open-store.ts';
import type { Remains, RunSummary, Store, WritableStore } from '../store/store.ts';
import { oneWayLeft, seeSteps } from './beyond-the-journal.ts';
import { planOfRemains, type Documents } from './drawn-again.ts';
import { unfitToResume } from './fitness.ts';
import { keepAlive } from './keep-alive.ts';
import { askingOf, prepareSubjects, type Prepared } from './prepare-subjects.ts';
import type { RunOptions } from './run-options.ts';
import { letGo, takeTargets } from './take-targets.ts';
import { untilDead, type Whereabouts } from './until-dead.ts';

/** A person's word that a damaged run is over. */
export interface Aside {
  readonly run: string;
  readonly evidence: string;
  readonly documents: Documents;
}

/** `cancelled`: the person did not wait until no call can arrive any more; nothing was written. */
export interface SettledAside {
  readonly run: string;
  readonly alias: string;
  readonly is: 'set-aside' | 'cancelled';
  /** What the cloud showed, step by step. */
  readonly saw: readonly string[];
}

const already = ({ alias, setAside }: RunSummary): Diagnostic =>
  error('RUN015', {
    summary: `run ${alias} was set aside already, by ${setAside?.by ?? 'a person'} at ${setAside?.at ?? 'an earlier time'}`,
    remedy: `onward status ${alias}`,
  });

const canBeRead = ({ alias }: RunSummary): Diagnostic =>
  error('RUN019', {
    summary: `run ${alias} can be read: it is resumed, aborted or settled, not set aside`,
    remedy: `onward status ${alias}`,
  });

interface Damaged {
  readonly store: Store;
  readonly run: RunSummary;
  readonly remains: Remains;
}

const find = async (name: string, options: RunOptions): Promise<Result<Damaged>> => {
  const opened = await openStoreOfRuns(options.host, options.store);
  if (!opened.ok) return opened;
  const store = opened.value;
  const found = await store.findRun(name);
  if (!found.ok) return found;
  const run = found.value;
  if (run.state === 'set-aside') return fail(already(run));
  const remains = await store.readRemains(run.id);
  if (!remains.ok) return remains;
  if (remains.value.damage.length === 0) return fail(canBeRead(run));
  return remains.value.isDamage ? succeed({ store, run, remains: remains.value }) : fail(...remains.value.damage);
};

interface Looked {
  readonly step: string;
  readonly address: Address;
  readonly where: Whereabouts;
}

const look = (plan: Plan, prepared: Prepared, options: RunOptions): Promise<readonly Looked[]> => {
  const asking = askingOf(prepared);
  const watching = {
    host: options.host,
    cancelled: options.cancelled,
    onLine: (line: Parameters<RunOptions['onLine']>[0]) => {
      options.onLine(line, true);
    },
  };
  // No line of its journal is believed: the cloud alone says how each step stands.
  return seeSteps(oneWayLeft(plan, []), [], asking).then((seen) =>
    Promise.all(
      seen.map(async (one) => {
        const { id, address } = one.step;
        return { step: id, address, where: await untilDead(one, asking.subjectOf(address), watching) };
      }),
    ),
  );
};

const against = (alias: string, { step, address, where }: Looked): readonly Diagnostic[] => {
  if (where.is === 'dead' || where.is === 'cancelled') return [];
  const detail = 'The run was not set aside; nothing was written.';
  if (where.is === 'unreadable')
    return [
      error('RUN008', {
        summary: `how ${step} stands cannot be read: ${where.why}`,
        detail: `Unknown is not absent. ${detail}`,
        address,
        remedy: 'mend that, then run the same command again',
      }),
    ];
  return [
    error('RUN003', {
      summary: `run ${alias} cannot be set aside: the cloud shows ${step} under way (${where.why})`,
      detail,
      address,
      remedy: 'wait until the cloud shows it done or taken back, then run the same command again',
    }),
  ];
};

interface Held {
  readonly plan: Plan;
  readonly prepared: Prepared;
  readonly store: WritableStore;
  readonly options: RunOptions;
}

/** Looks, waits and writes under the locks: nobody can send between what was seen and what is written. */
const asideHeld = async (aside: Aside, { run, remains }: Damaged, held: Held): Promise<Result<SettledAside>> => {
  const { plan, prepared, store, options } = held;
  const { id, alias } = run;
  const looked = await look(plan, prepared, options);
  const refusals = looked.flatMap((one) => against(alias, one));
  if (refusals.length > 0) return fail(...refusals);
  const saw = looked.map(({ step, where }) => `${step}: ${where.is === 'dead' ? where.says : where.why}`);
  if (looked.some(({ where }) => where.is === 'cancelled')) return succeed({ run: id, alias, is: 'cancelled', saw });
  const written = await store.setAside(id, {
    at: prepared.clock(),
    by: options.user,
    evidence: aside.evidence,
    keys: plan.targets.flatMap(({ key }) => (key === null ? [] : [key])),
    addresses: plan.targets.map(({ address }) => address),
    saw,
    damage: remains.damage.map(({ code }) => code),
  });
  if (!written.ok) return written;
  return written.value ? succeed({ run: id, alias, is: 'set-aside', saw }) : fail(already(run));
};

/**
 * Ends a run whose files are damaged, by a person's word: under the locks of its targets it looks for each of its one-way
 * calls, waits until none that was signed can still arrive, refuses while one is under way, and keeps every file.
 */
export const settleAside = async (
  aside: Aside,
  kinds: readonly Kind[],
  options: RunOptions,
): Promise<Result<SettledAside>> => {
  const found = await find(aside.run, options);
  if (!found.ok) return found;
  const { store, run, remains } = found.value;
  const { host, store: place } = options;
  const plan = await planOfRemains({ id: run.id, remains }, kinds, {
    host,
    store: place,
    documents: aside.documents,
  });
  if (!plan.ok) return plan;
  const unfit = unfitToResume(plan.value, kinds);
  if (unfit !== null) return fail(unfit);
  const prepared = await prepareSubjects(plan.value, kinds, options, true);
  if (!prepared.ok) return prepared;
  const writable = await store.ensure();
  if (!writable.ok) return writable;
  const locks = await takeTargets(writable.value, plan.value, { run: run.id, options, clock: prepared.value.clock });
  if (!locks.ok) return locks;
  const stop = keepAlive(locks.value, host.quietSleep);
  try {
    const held = { plan: plan.value, prepared: prepared.value, store: writable.value, options };
    return await asideHeld(aside, found.value, held);
  } finally {
    stop();
    await letGo(locks.value);
  }
};
