import { error, fail, succeed, warning, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Census, CensusForm, CensusPlace, LeftOut, Living } from '../core/census.ts';
import type { Kind } from '../core/kind.ts';
import { matchesSegment } from '../document/glob.ts';
import { didYouMean, word } from '../document/wording.ts';
import type { Host } from './host.ts';
import { driverOf } from './observe.ts';
import { causesOf } from './unread.ts';

/** A kind whose live targets can be listed. */
export type ListedKind = Kind & { readonly census: CensusForm };

/** Which of the living are meant; all where nothing is said. */
export interface Wanted {
  /** Names or ids: each must be there. */
  readonly named: readonly string[];
  /** Globs of names: one of them must fit. */
  readonly like: readonly string[];
  /** All of them. null: none is asked for. */
  readonly labels: Readonly<Record<string, string>> | null;
}

/** What lives at some places, as far as it is meant. */
export interface Found {
  readonly living: readonly Living[];
  /** How many there are, meant or not. */
  readonly of: number;
}

const shownPlace = (place: CensusPlace): string =>
  place.by === 'region'
    ? `region ${word(place.region)}`
    : `operation center ${word(place.center)}${place.cluster === undefined ? '' : `, cluster ${word(place.cluster)}`}`;

const leftOutOf = ({ id, name, why }: LeftOut): Diagnostic =>
  warning('DOC051', { summary: `${word(name)} (${word(id)}) gets no document: ${why}` });

const isNamed =
  ({ id, name }: Living) =>
  (asked: string): boolean =>
    asked === id || asked === name;

const carries = ({ labels }: Living, wanted: Wanted['labels']): boolean =>
  Object.entries(wanted ?? {}).every(([key, value]) => labels[key] === value);

const isMeant = (one: Living, { named, like, labels }: Wanted): boolean =>
  (named.length === 0 || named.some(isNamed(one))) &&
  (like.length === 0 || like.some((glob) => matchesSegment(glob, one.name))) &&
  carries(one, labels);

const notThere = (asked: string, all: readonly Living[], where: string): Diagnostic =>
  error('DOC052', {
    summary: `${word(asked)} is not in ${where}${didYouMean(
      asked,
      all.map(({ name }) => name),
    )}`,
    remedy: 'give a name or an id as the cloud has it; --all --dry-run lists what is there',
  });

const nothing = (where: string, of: number): Diagnostic =>
  error('DOC050', {
    summary: of === 0 ? `there is nothing in ${where}` : `none of ${of} in ${where} is what was asked for`,
    remedy: of === 0 ? 'mend the name of the place, or the credentials' : '--all --dry-run lists what is there',
  });

type ReadCensus = Extract<Census, { is: 'read' }>;

const readAll = async (
  kind: ListedKind,
  places: readonly CensusPlace[],
  host: Host,
): Promise<Result<readonly ReadCensus[]>> => {
  const driver = await driverOf(kind, host);
  if (driver.enumerate === undefined) throw new Error(`${kind.name} has a census and no way to take it`);
  const all: Census[] = [];
  for (const place of places) all.push(await driver.enumerate(place));
  const unread = causesOf(all.flatMap((one) => (one.is === 'unread' ? one.unread : [])));
  return unread.length > 0 ? fail(...unread) : succeed(all.flatMap((one) => (one.is === 'read' ? [one] : [])));
};

/** Lists what lives at places and is meant. What could not be read is an error; what no document can say is told. Reads only. */
export const takeCensus = async (
  kind: ListedKind,
  { places, wanted }: { readonly places: readonly CensusPlace[]; readonly wanted: Wanted },
  host: Host,
): Promise<Result<Found>> => {
  const read = await readAll(kind, places, host);
  if (!read.ok) return read;
  const all = read.value.flatMap(({ living }) => living);
  const leftOut = read.value.flatMap((census) => census.leftOut).map(leftOutOf);
  const where = places.map(shownPlace).join(' and ');
  const missing = wanted.named.filter((asked) => !all.some((one) => isNamed(one)(asked)));
  if (missing.length > 0) return fail(...leftOut, ...missing.map((asked) => notThere(asked, all, where)));
  const living = all.filter((one) => isMeant(one, wanted));
  if (living.length === 0) return fail(...leftOut, nothing(where, all.length));
  return succeed({ living, of: all.length }, wanted.named.length > 0 ? [] : leftOut);
};
