import { milliseconds } from './span.ts';
import type { Span } from './step.ts';

/** A yes as it was given, and what is known of it. */
export interface GivenApproval {
  /** The person: the principal of a key, or the name that a forge knows. */
  readonly by: string;
  /** When it was given, RFC 3339. */
  readonly at: string;
  readonly how: 'signature' | 'review';
  /** The fingerprint of the key that signed. */
  readonly key?: string;
  /** The only gate that it is for; absent: every gate of the decision. */
  readonly gate?: string;
  /** Why it can never count, in words that follow the person's name: `is signed by an unknown key`. */
  readonly void?: string;
}

/** What approvals are judged by. */
export interface Quorum {
  readonly needed: number;
  /** The gate's id. */
  readonly gate: string;
  readonly given: readonly GivenApproval[];
  /** The authors of the change, as e-mail addresses or as names. */
  readonly authors: readonly string[];
  /** The cloud's clock, in milliseconds. */
  readonly now: number;
  readonly validFor: Span;
}

export interface Verdict {
  readonly met: boolean;
  /** The yeses that count, one a person. */
  readonly counted: readonly GivenApproval[];
  /** Why others do not, each once: `bob's expired 2026-11-20T…`. */
  readonly aside: readonly string[];
  /** `1 of 2: alice; bob's expired 2026-11-20`. */
  readonly says: string;
}

/** Clocks of people's machines may run ahead of the cloud's by this much. */
const skewMs = 5 * 60_000;

const lower = (text: string): string => text.trim().toLowerCase();

/** An author is known by an address; who goes by the name before the `@` alone is taken for the same, on the safe side. */
export const isAuthor = (by: string, authors: readonly string[]): boolean => {
  const name = lower(by);
  return authors.map(lower).some((author) => {
    if (author === name) return true;
    const [local] = author.split('@');
    const [own] = name.split('@');
    return (!name.includes('@') && local === name) || (!author.includes('@') && own === author);
  });
};

/** What a void yes is told as: `bob's key is revoked`; null where nothing is against it. */
export const voidSays = ({ by, void: why }: GivenApproval): string | null => {
  if (why === undefined) return null;
  return why.startsWith("'s") ? `${by}${why}` : `${by} ${why}`;
};

const second = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Why a yes that is in order by itself does not count here and now; null where it does. */
const asideOf = (one: GivenApproval, { authors, now, validFor }: Quorum): string | null => {
  const { by, at } = one;
  const why = voidSays(one);
  if (why !== null) return why;
  if (isAuthor(by, authors)) return `${by} is an author of the change and does not count`;
  const given = Date.parse(at);
  if (Number.isNaN(given)) return `${by}'s has no time`;
  if (given - now > skewMs) return `${by}'s is from ${second(given)}, and the cloud's clock says ${second(now)}`;
  const end = given + milliseconds(validFor);
  return end < now ? `${by}'s expired ${second(end)}` : null;
};

const personOf = ({ by }: GivenApproval): string => lower(by);

const byTime = (given: readonly GivenApproval[]): readonly GivenApproval[] =>
  [...given].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));

const isSamePerson = (one: GivenApproval, other: GivenApproval): boolean =>
  personOf(one) === personOf(other) || (one.key !== undefined && one.key === other.key);

/**
 * One yes a person, the newest, in the order of their names. Neither two keys of one person nor two names of one key are two
 * people; and who shares a key with somebody is taken for the same, with all the keys of both.
 */
const distinct = (given: readonly GivenApproval[]): readonly GivenApproval[] => {
  let people: readonly (readonly GivenApproval[])[] = [];
  for (const one of given) {
    const same = people.filter((person) => person.some((other) => isSamePerson(one, other)));
    people = [...people.filter((person) => !same.includes(person)), [...same.flat(), one]];
  }
  const newest = (person: readonly GivenApproval[]): readonly GivenApproval[] => byTime(person).slice(-1);
  return people.flatMap(newest).sort((a, b) => (personOf(a) < personOf(b) ? -1 : 1));
};

const counted = (verdict: Omit<Verdict, 'says'>, needed: number): string => {
  const names = verdict.counted.map(({ by }) => by).join(', ');
  const head = `${verdict.counted.length} of ${needed}${names === '' ? '' : `: ${names}`}`;
  return [head, ...verdict.aside].join('; ');
};

/** Which yeses count at a gate, whether they are enough, and why the others do not count. */
export const judgeApprovals = (quorum: Quorum): Verdict => {
  const { gate, needed } = quorum;
  const meant = quorum.given.filter((one) => one.gate === undefined || one.gate === gate);
  const good = distinct(meant.filter((one) => asideOf(one, quorum) === null));
  const people = new Set(good.map(personOf));
  // Of a person whose yes counts nobody needs to hear of an older one that does not, and of others the newest alone.
  const others = new Map(
    byTime(meant).flatMap((one): readonly (readonly [string, string])[] => {
      const why = people.has(personOf(one)) ? null : asideOf(one, quorum);
      return why === null ? [] : [[personOf(one), why]];
    }),
  );
  const aside = [...others.values()].sort();
  const verdict = { met: good.length >= needed, counted: good, aside };
  return { ...verdict, says: counted(verdict, needed) };
};
