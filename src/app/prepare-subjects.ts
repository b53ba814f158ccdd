import { equal } from '../core/canonical.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Plan } from '../core/plan.ts';
import type { RunSubject } from '../run/ports.ts';
import type { Clock } from '../store/clock.ts';
import type { Asking } from './beyond-the-journal.ts';
import { desiredOf } from './desired-of.ts';
import { observeAll, type Subject } from './observe.ts';
import { causesOf } from './unread.ts';
import type { RunOptions } from './run-options.ts';

/** The targets of a plan, readable with the credentials at hand. */
export interface Prepared {
  readonly subjects: ReadonlyMap<string, RunSubject>;
  readonly loopback: boolean;
  /** Targets of which the cloud itself says that they are no longer there. */
  readonly gone: ReadonlySet<string>;
  /** The cloud's clock where it is known, else the local one. */
  readonly clock: Clock;
}

/** Why a target cannot be worked on now, as errors; none where it can. */
export const unready = ({ observed, desired }: Subject): readonly Diagnostic[] => {
  const { address } = desired;
  if (observed.state === 'present') return [];
  if (observed.state === 'withheld') {
    const caller = observed.facts['account.id'];
    const summary = `the credentials belong to account ${typeof caller === 'string' ? caller : 'unknown'}; the plan was made for ${desired.accountId ?? 'another'}`;
    return [
      error('CRD007', { summary, detail: 'Nothing was sent.', address, remedy: 'use credentials of that account' }),
    ];
  }
  if (observed.state === 'absent') {
    const detail = 'The cloud said so itself. This command sent nothing.';
    const remedy = 'plan again';
    return [error('RUN006', { summary: 'the target is no longer there', detail, address, remedy })];
  }
  const causes = causesOf(observed.unread);
  if (causes.length > 0) return causes.map((cause) => ({ ...cause, address }));
  const why = observed.unread.map((unread) => `${unread.call}: ${unread.why}`).join('; ');
  return [
    error('RUN008', {
      summary: `the target cannot be read: ${why}`,
      detail: 'Nothing was sent.',
      address,
      remedy: 'mend that, then run the same command again',
    }),
  ];
};

/**
 * A plan's target is what its key names, and nothing else: the key is what was approved and what is locked. Which facts its
 * document asks for is compared before a run begins; a run that goes on may be one of an older version, which asked for fewer.
 */
const otherTarget = ({ kind, desired, observed }: Subject, plan: Plan, goesOn: boolean): readonly Diagnostic[] => {
  const target = plan.targets.find(({ address }) => address === desired.address);
  if (observed.state !== 'present' || target === undefined) return [];
  const key = kind.key(desired, observed);
  const asksTheSame = goesOn || equal({ ...kind.desiredFacts(desired) }, { ...target.wanted });
  if (key === target.key && asksTheSame) return [];
  const summary = `the plan was altered: it names ${target.key ?? 'no target'} and would work on ${key ?? 'another'}`;
  const remedy = 'plan again, and have the new plan reviewed';
  return [error('PLN004', { summary, detail: 'Nothing was sent.', address: desired.address, remedy })];
};

const isGone = ({ observed: { state } }: Subject): boolean => state === 'absent';

/** A member of a set that is gone holds up nobody but itself, as long as another member is there to be worked on. */
const isSpared = ({ desired: { membership } }: Subject, observed: readonly Subject[], { targets }: Plan): boolean =>
  observed.some(
    (other) =>
      !isGone(other) &&
      membership !== undefined &&
      other.desired.membership?.set === membership.set &&
      targets.some(({ address, applicable }) => applicable && address === other.desired.address),
  );

/**
 * Reads the targets of a plan once: the credentials work, the account is the planned one, each target is the approved one,
 * the cloud's clock is known. A target that is gone is an error, but where a run goes on that began when it was there, and
 * where it is one of a set's members.
 */
export const prepareSubjects = async (
  plan: Plan,
  kinds: readonly Kind[],
  options: RunOptions,
  goesOn = false,
): Promise<Result<Prepared>> => {
  const targets = plan.targets.map((target) => desiredOf(target, 'plan.json'));
  const observed = await observeAll(kinds, targets, { host: options.host, journey: false });
  const diagnostics = observed
    .filter((subject) => !(isGone(subject) && (goesOn || isSpared(subject, observed, plan))))
    .flatMap((subject) => [...unready(subject), ...otherTarget(subject, plan, goesOn)]);
  if (diagnostics.length > 0) return fail(...diagnostics);
  const [first] = observed;
  return succeed({
    subjects: new Map(observed.map(({ kind, desired, driver }) => [desired.address, { kind, desired, driver }])),
    gone: new Set(observed.filter(isGone).map(({ desired }) => desired.address)),
    loopback: observed.every(({ driver }) => driver.loopback),
    clock: () => new Date(first?.driver.clock.now() ?? options.host.wall()).toISOString(),
  });
};

/** Prepared targets as they are asked how steps stand. */
export const askingOf = ({ subjects, gone }: Prepared): Asking => ({
  isGone: (address) => gone.has(address),
  subjectOf: (address) => {
    const subject = subjects.get(address);
    if (subject === undefined) throw new Error(`no subject ${address}`);
    return subject;
  },
});
