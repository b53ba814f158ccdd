import type { ShelfPorts } from './ports.ts';
import { textOf } from './text.ts';

const format = 'onward.set-aside/1';

/**
 * A person's word that a damaged run is over, and what the cloud showed then. It stands beside the journal, which is damaged
 * and takes no more lines; every file of the run stays as evidence.
 */
export interface SetAside {
  /** The cloud's clock, RFC 3339. */
  readonly at: string;
  readonly by: string;
  readonly evidence: string;
  /** The keys of its targets, and their addresses. */
  readonly keys: readonly string[];
  readonly addresses: readonly string[];
  /** What the cloud showed of each one-way step. */
  readonly saw: readonly string[];
  /** The codes of what is wrong with the run. */
  readonly damage: readonly string[];
}

const pathOf = (folder: string): string => `${folder}/set-aside.json`;

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

const parse = (text: string): SetAside | null => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const fields: Readonly<Record<string, unknown>> = { ...value };
    const { at, by, evidence } = fields;
    if (fields['format'] !== format || typeof at !== 'string') return null;
    if (typeof by !== 'string' || typeof evidence !== 'string') return null;
    const [keys, addresses, saw, damage] = ['keys', 'addresses', 'saw', 'damage'].map((name) => textsOf(fields[name]));
    return { at, by, evidence, keys: keys ?? [], addresses: addresses ?? [], saw: saw ?? [], damage: damage ?? [] };
  } catch {
    return null;
  }
};

/** By whom and why a run was set aside; null where it was not, or where the file is not one of ours. */
export const readSetAside = async ({ shelf }: ShelfPorts, folder: string): Promise<SetAside | null> => {
  const bytes = await shelf.read(pathOf(folder));
  return bytes === null ? null : parse(textOf(bytes) ?? '');
};

/** Writes it, durable. False where it is there already: the first word counts. */
export const keepSetAside = ({ shelf }: ShelfPorts, folder: string, aside: SetAside): Promise<boolean> =>
  shelf.keepWhole(pathOf(folder), `${JSON.stringify({ format, ...aside }, null, 1)}\n`);
