import { canonical } from '../../core/canonical.ts';

type Fields = Readonly<Record<string, unknown>>;

/** When, by which call, and how often something was tried is no state; nor is what a controller counts of pods it has yet to place. */
const passing =
  /^(now|at|from|to|since|created.*|updated.*|finished.*|started_at|.*[tT]ime(stamp)?|.*Timestamp|uid|resourceVersion|generation|managedFields|tasks|checkRuns|migrations|reboots|changes|faults|removed|versionId|versions|defaultVersion|local_created_at|key|etag|assistantInstalled|pending|desiredNumberScheduled|currentNumberScheduled|number[A-Z].*)$/;

/** What the twin names what it makes, alone or with more behind it: which name comes first depends on what was made first. */
const madeUp = /c[0-9a-z]{24}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const nameOf = (row: unknown): string => {
  const name = isFields(row) ? row['name'] : undefined;
  return typeof name === 'string' ? name : '';
};

/** Each made-up name with the name that people gave what has it. */
const givenNames = (value: unknown, names = new Map<string, string>()): ReadonlyMap<string, string> => {
  if (!isFields(value)) return names;
  for (const id of [value['id'], value['local_id']])
    if (typeof id === 'string' && nameOf(value) !== '') names.set(id, nameOf(value));
  for (const inner of Object.values(value)) givenNames(inner, names);
  return names;
};

interface Telling {
  /** The world in which a life began, as text. */
  readonly born: string;
  readonly names: ReadonlyMap<string, string>;
  /** What was told already. */
  readonly known: Map<string, string>;
}

const told = (text: string, { born, names, known }: Telling): string =>
  text.replaceAll(madeUp, (id) => {
    const words = known.get(id) ?? (born.includes(id) ? id : `made later: ${names.get(id) ?? 'of no name'}`);
    known.set(id, words);
    return words;
  });

/** What moved at the same time is listed in the order in which it came. */
const inOneOrder = (rows: readonly unknown[]): readonly unknown[] =>
  rows
    .map((row) => ({ row, by: `${nameOf(row)} ${canonical(row ?? null)}` }))
    .sort((a, b) => (a.by < b.by ? -1 : 1))
    .map(({ row }) => row);

/** Rows that are known by an id belong together in no order: the machines of a cluster, the volumes of a machine. */
const isRelation = (rows: readonly unknown[]): boolean =>
  rows.length > 1 && rows.every((row) => isFields(row) && typeof row['id'] === 'string');

const lastingIn = (value: unknown, telling: Telling): unknown => {
  if (typeof value === 'string') return told(value, telling);
  if (Array.isArray(value)) {
    const rows = value.map((one) => lastingIn(one, telling));
    return isRelation(rows) ? inOneOrder(rows) : rows;
  }
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !passing.test(name))
      .map(([name, inner]) => [name, lastingIn(inner, telling)]),
  );
};

const listsOf = (value: unknown): unknown =>
  isFields(value) && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, rows]) => [name, Array.isArray(rows) ? inOneOrder(rows) : rows]),
      )
    : value;

const withOrderedObjects = (cluster: unknown): unknown =>
  isFields(cluster) ? { ...cluster, kubernetes: listsOf(cluster['kubernetes']) } : cluster;

/** The lists of a world, which have no order either: each product's, and the objects of each cluster. */
const inAnyOrder = (world: Fields): Fields =>
  Object.fromEntries(
    Object.entries(world).map(([product, parts]) => {
      const clusters = isFields(parts) && product === 'ack' ? parts['clusters'] : undefined;
      const whole = Array.isArray(clusters)
        ? { ...(parts as Fields), clusters: clusters.map(withOrderedObjects) }
        : parts;
      return [product, listsOf(whole)];
    }),
  );

/**
 * What lasts of a world: all but when and how it came to be so. `born` is the world in which it began, as text. What was made since is
 * known by the name of what has it, so that what belongs to something else is seen, whatever came first.
 */
export const lastingOf = (world: Fields, born: string): Fields =>
  inAnyOrder(lastingIn(world, { born, names: givenNames(world), known: new Map() }) as Fields);
