import type { JournalLine, JournalRecord } from './journal.ts';

/** Lower-case hex of the SHA-256 of a text's UTF-8 bytes. */
export type Sha256 = (text: string) => string;

/** Where a chain stands: the last line's number and hash; number 0 and the hash of the plan file before the first. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

/** A line that was read, with the hash of its bytes (without the line feed). */
export interface Link {
  readonly line: JournalLine;
  readonly hash: string;
}

/** Where a chain is broken. `index` counts the lines of one file from 0. */
export interface ChainBreak {
  readonly is: 'unparsable' | 'unknown' | 'altered' | 'missing';
  readonly index: number;
  readonly says: string;
}

/** The text members that each type of line cannot do without; a line lacking one was not written by Onward. */
const members: Readonly<Record<JournalRecord['type'], readonly string[]>> = {
  accepted: ['plan', 'decision', 'executor'],
  taken: ['why'],
  approved: ['step', 'decision', 'by', 'via'],
  opened: ['step'],
  answered: ['step', 'code', 'verdict'],
  intended: ['step'],
  sent: ['step', 'request'],
  refused: ['step', 'code', 'request'],
  unsent: ['step', 'why'],
  progress: ['step', 'says'],
  done: ['step'],
  failed: ['step', 'code', 'why'],
  undone: ['step'],
  parked: ['step', 'gate'],
  settled: ['step', 'as', 'evidence', 'by'],
  ended: ['outcome'],
};

/** A journal begins where its plan ends: the first line's `prev` is the hash of the plan file's exact text. */
export const chainStart = (planText: string, sha256: Sha256): ChainEnd => ({ seq: 0, hash: sha256(planText) });

export const endOf = (link: Link): ChainEnd => ({ seq: link.line.seq, hash: link.hash });

/** The next line of a chain, as it is written (without the line feed). `at` is RFC 3339. */
export const nextLink = (
  end: ChainEnd,
  entry: { readonly record: JournalRecord; readonly at: string },
  sha256: Sha256,
): Link & { readonly text: string } => {
  const line: JournalLine = { seq: end.seq + 1, at: entry.at, prev: end.hash, ...entry.record };
  const text = JSON.stringify(line);
  return { line, text, hash: sha256(text) };
};

type Parsed = JournalLine | Omit<ChainBreak, 'index'>;

const isBreak = (parsed: Parsed): parsed is Omit<ChainBreak, 'index'> => 'is' in parsed;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const unparsable = (says: string): Parsed => ({ is: 'unparsable', says });

const parseLine = (text: string): Parsed => {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return unparsable('there is no JSON object');
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const type = fields['type'];
  if (!Number.isSafeInteger(fields['seq'])) return unparsable('there is no number');
  const texts = ['at', 'prev', 'type'].filter((name) => typeof fields[name] !== 'string');
  if (texts.length > 0 || typeof type !== 'string') return unparsable(`there is no ${texts.join(', no ')}`);
  if (!Object.hasOwn(members, type)) return { is: 'unknown', says: `the type is ${JSON.stringify(type)}` };
  const lacks = members[type as JournalRecord['type']].filter((name) => typeof fields[name] !== 'string');
  if (lacks.length > 0) return unparsable(`the type is ${type} and there is no ${lacks.join(', no ')}`);
  return value as JournalLine;
};

/** The line's own account of what comes before it, or undefined where it cannot be read. */
export const readJoint = (text: string): ChainEnd | undefined => {
  const parsed = parseLine(text);
  return isBreak(parsed) ? undefined : { seq: parsed.seq - 1, hash: parsed.prev };
};

const otherBytes = 'the bytes are not those that the chain of hashes vouches for';

/** A line of a type that is not known was written by a newer tool, unless the line after it remembers other bytes. */
const unread = (
  broken: Omit<ChainBreak, 'index'>,
  { index, hash, after }: { readonly index: number; readonly hash: string; readonly after: string | undefined },
): ChainBreak =>
  broken.is === 'unknown' && after !== undefined && after !== hash
    ? { is: 'altered', index, says: otherBytes }
    : { ...broken, index };

/** A wrong `prev` accuses two lines. The line after tells which: it vouches for the bytes of the second one. */
const accuse = (index: number, hash: string, after: string | undefined): ChainBreak => {
  if (index === 0) return { is: 'altered', index, says: 'this line or what it was chained to has other bytes now' };
  const before = after === hash ? 1 : 0;
  return { is: 'altered', index: index - before, says: otherBytes };
};

const numbering = (line: JournalLine, from: ChainEnd, index: number): ChainBreak | undefined => {
  if (line.seq === from.seq + 1) return undefined;
  if (line.seq <= from.seq) return { is: 'altered', index, says: `number ${line.seq} stands again` };
  return { is: 'missing', index, says: `number ${from.seq + 1} should stand, and number ${line.seq} stands` };
};

/**
 * Reads the whole lines of one file in one pass and proves that each follows the one before, `from` on. Stops at the
 * first break. `next` is the first line of the next file, where there is one. A chain cannot vouch for its last line: cutting lines off the very end is not seen.
 */
export const readChain = (
  texts: readonly string[],
  from: ChainEnd,
  sha256: Sha256,
  next = '',
): { readonly links: readonly Link[]; readonly broken?: ChainBreak } => {
  const links: Link[] = [];
  let end = from;
  for (const [index, text] of texts.entries()) {
    const line = parseLine(text);
    const hash = sha256(text);
    const after = (): string | undefined => readJoint(texts[index + 1] ?? next)?.hash;
    if (isBreak(line)) return { links, broken: unread(line, { index, hash, after: after() }) };
    const broken = numbering(line, end, index) ?? (line.prev === end.hash ? undefined : accuse(index, hash, after()));
    if (broken !== undefined) return { links, broken };
    links.push({ line, hash });
    end = { seq: line.seq, hash };
  }
  return { links };
};
