import type { Desired } from '../core/desired.ts';
import type { Kind } from '../core/kind.ts';
import type { Observed } from '../core/observed.ts';
import type { Driver, Want } from '../core/operation.ts';
import { driverSettings, type Host } from './host.ts';

/** One target with everything that is known of it. */
export interface Subject {
  readonly kind: Kind;
  readonly desired: Desired;
  readonly driver: Driver;
  readonly observed: Observed;
}

const kindOf = (kinds: readonly Kind[], { kind: name }: Desired): Kind => {
  const kind = kinds.find((candidate) => candidate.name === name);
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return kind;
};

const observeKind = async (
  kind: Kind,
  targets: readonly Desired[],
  { driver, ...want }: { driver: Driver } & Want,
): Promise<readonly Subject[]> => {
  const observations = await driver.observe(targets, want);
  return targets.flatMap((desired) => {
    const observed = observations.get(desired.address);
    return observed === undefined ? [] : [{ kind, desired, driver, observed }];
  });
};

/** Makes one driver a kind. */
export const driverOf = (kind: Kind, host: Host): Promise<Driver> => kind.driver(driverSettings(host));

/** True where a document asks for something else than what is: then the facts of the journey are needed too. */
const isDue = ({ kind, desired, observed }: Subject): boolean =>
  observed.state === 'present' && kind.route(desired, observed, []).is === 'due';

/**
 * Observes targets, kind by kind: state facts of all first, in batches, then the journey's facts of those whose journey is
 * due. Reads only.
 */
export const observeAll = async (
  kinds: readonly Kind[],
  targets: readonly Desired[],
  options: { readonly host: Host; readonly journey: boolean },
): Promise<readonly Subject[]> => {
  const used = kinds.filter((kind) => targets.some((desired) => desired.kind === kind.name));
  const all: Subject[] = [];
  for (const kind of used) {
    const own = targets.filter((desired) => kindOf(kinds, desired) === kind);
    const driver = await driverOf(kind, options.host);
    const subjects = await observeKind(kind, own, { driver, journey: false });
    const due = options.journey ? subjects.filter(isDue) : [];
    const closer =
      due.length === 0
        ? []
        : await observeKind(
            kind,
            due.map(({ desired }) => desired),
            { driver, journey: true },
          );
    all.push(...subjects.map((subject) => closer.find(({ desired }) => desired === subject.desired) ?? subject));
  }
  return targets.flatMap((desired) => all.filter((subject) => subject.desired === desired));
};

/** Observes of each target the named facts of its kind, whether a journey is due or not. Reads only. */
export const observeFacts = async (
  kinds: readonly Kind[],
  targets: readonly Desired[],
  { host, factsOf }: { readonly host: Host; readonly factsOf: (kind: Kind) => readonly string[] },
): Promise<readonly Subject[]> => {
  const all = kinds.map(async (kind) => {
    const own = targets.filter(({ kind: name }) => name === kind.name);
    if (own.length === 0) return [];
    return observeKind(kind, own, { driver: await driverOf(kind, host), journey: true, facts: factsOf(kind) });
  });
  return (await Promise.all(all)).flat();
};
