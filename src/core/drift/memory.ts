import { isValued, type DriftClass } from './classes.ts';

/** A row as it is known again: what it is about, whatever words it is told in. */
export interface SeenRow {
  /** The same in every look while the same is wrong with the same thing; never the same for two. */
  readonly id: string;
  /** The identity of the target, which outlives a new name of its document. */
  readonly target: string;
  readonly address: string;
  readonly class: DriftClass;
  /** What of the target it is about: a fact, a duty, a run. */
  readonly topic: string;
  readonly says: string;
  /** The value that is wrong, in words; '' where there is none. */
  readonly value: string;
  /** Set aside by a rule: remembered, so that its age is true when the rule ends. */
  readonly ignored: boolean;
}

/** A row as it was seen last. */
export interface RememberedRow extends SeenRow {
  /** The cloud's clock, RFC 3339. */
  readonly firstSeen: string;
  /** Somebody outside was notified of it as it is. */
  readonly told: boolean;
}

/** What drift runs remember of one another. */
export interface DriftMemory {
  readonly rows: readonly RememberedRow[];
  /** What is gone and was told of while it was there: whoever heard of it is to hear that it ended. */
  readonly ended: readonly RememberedRow[];
}

export const noMemory: DriftMemory = { rows: [], ended: [] };

/** Since when a row is there; `was`: the value that it was remembered with, where that is another one now. */
export interface RowAge {
  readonly is: 'new' | 'still' | 'changed';
  readonly firstSeen: string;
  readonly was?: string;
}

export interface Look {
  /** The cloud's clock, RFC 3339. */
  readonly at: string;
  readonly rows: readonly SeenRow[];
  /** Whether this look would have shown a remembered row, were it still there: what was not read is not gone. */
  readonly wouldShow: (row: RememberedRow) => boolean;
}

/** What a look makes of what was remembered. */
export interface Compared {
  /** By the rows' ids. */
  readonly ages: ReadonlyMap<string, RowAge>;
  readonly gone: readonly RememberedRow[];
  readonly next: DriftMemory;
}

const hasChanged = (row: SeenRow, before: RememberedRow): boolean => isValued(row.class) && row.value !== before.value;

const ageOf = (row: SeenRow, before: RememberedRow | undefined, at: string): RowAge => {
  // What a rule hid is told for the first time when the rule ends; it is there for longer than that.
  if (before === undefined || (before.ignored && !row.ignored))
    return { is: 'new', firstSeen: before?.firstSeen ?? at };
  const { firstSeen } = before;
  return hasChanged(row, before) ? { is: 'changed', firstSeen, was: before.value } : { is: 'still', firstSeen };
};

const isTold = (before: RememberedRow | undefined, { is }: RowAge): boolean =>
  (before?.told ?? false) && is === 'still';

/** Compares a look with what was remembered. A row that this look could not show stays as it was: neither still nor gone. */
export const compareLook = (memory: DriftMemory, { at, rows, wouldShow }: Look): Compared => {
  const before = new Map(memory.rows.map((row) => [row.id, row]));
  const ages = new Map(rows.map((row) => [row.id, ageOf(row, before.get(row.id), at)]));
  const seen = [...new Map(rows.map((row) => [row.id, row])).values()].map((row): RememberedRow => {
    const age = ageOf(row, before.get(row.id), at);
    return { ...row, firstSeen: age.firstSeen, told: isTold(before.get(row.id), age) };
  });
  const missing = memory.rows.filter(({ id }) => !ages.has(id));
  const gone = missing.filter(wouldShow);
  const held = missing.filter((row) => !gone.includes(row));
  const ended = [...memory.ended.filter(({ id }) => !ages.has(id)), ...gone.filter(({ told }) => told)];
  return { ages, gone: gone.filter(({ ignored }) => !ignored), next: { rows: [...seen, ...held], ended } };
};

/** What was told of, by id and value: another value may have come while it was told. */
export interface Told {
  readonly rows: readonly Pick<SeenRow, 'id' | 'value'>[];
  readonly ended: readonly string[];
}

/** The same memory once somebody outside was notified. */
export const rememberTold = ({ rows, ended }: DriftMemory, told: Told): DriftMemory => {
  const values = new Map(told.rows.map(({ id, value }) => [id, value]));
  return {
    rows: rows.map((row) => (values.get(row.id) === row.value ? { ...row, told: true } : row)),
    ended: ended.filter(({ id }) => !told.ended.includes(id)),
  };
};
