import { isDriftClass } from '../core/drift/classes.ts';
import { noMemory, type DriftMemory, type RememberedRow } from '../core/drift/memory.ts';
import { codes } from '../core/codes.ts';
import { succeed, warning, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Code } from '../core/codes.ts';
import { epochsThere, pathInSeries, type Series } from './epochs.ts';
import { guarded } from './trouble.ts';
import type { ShelfPorts } from './ports.ts';
import { textOf } from './text.ts';

const format = 'onward.drift-memory/1';

/**
 * What is remembered, and how often it was written. Each writing is a file of its own with the next number, created once: of
 * two drift runs at a time one is first, and the other compares again with what that one found.
 */
export interface KeptDriftMemory {
  readonly generation: number;
  readonly memory: DriftMemory;
  /** false where a newer tool's memory is kept: it is neither read nor written over. */
  readonly isOurs: boolean;
}

const folderOf = (place: string): string => `${place}/drift`;

const seriesOf = (place: string): Series => ({ folder: folderOf(place), before: 'memory.', after: '.json' });

const pathOf = (place: string, generation: number): string => pathInSeries(seriesOf(place), generation);

/** The newest first. */
const generationsIn = async ({ shelf }: ShelfPorts, place: string): Promise<readonly number[]> =>
  [...(await epochsThere(shelf, seriesOf(place)))].reverse();

const texts = ['id', 'target', 'address', 'topic', 'says', 'value', 'firstSeen'] as const;

const isRow = (value: unknown): value is RememberedRow => {
  if (typeof value !== 'object' || value === null) return false;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const isTold = typeof fields['told'] === 'boolean' && typeof fields['ignored'] === 'boolean';
  const isTimed = !Number.isNaN(Date.parse(String(fields['firstSeen'])));
  const isNamed = typeof fields['class'] === 'string' && isDriftClass(fields['class']);
  return isTold && isTimed && isNamed && texts.every((name) => typeof fields[name] === 'string');
};

const areRows = (value: unknown): value is readonly RememberedRow[] => Array.isArray(value) && value.every(isRow);

type Parsed = { readonly is: 'ours'; readonly memory: DriftMemory } | { readonly is: 'newer' | 'damaged' };

const parse = (text: string | null): Parsed => {
  try {
    const value: unknown = JSON.parse(text ?? '');
    const fields: Readonly<Record<string, unknown>> = typeof value === 'object' ? { ...value } : {};
    const { format: found, rows, ended } = fields;
    if (typeof found === 'string' && /^onward\.drift-memory\/([2-9]|[1-9]\d+)$/.test(found)) return { is: 'newer' };
    if (found !== format || !areRows(rows) || !areRows(ended)) return { is: 'damaged' };
    return { is: 'ours', memory: { rows, ended } };
  } catch {
    return { is: 'damaged' };
  }
};

/** Without links the name of a file comes before its text, so that another's may still be on its way. */
const patience = { looks: 10, apartMs: 50 } as const;

/** null: it was there, and a newer one has taken its place since. */
const read = async (ports: ShelfPorts, path: string, looks: number = patience.looks): Promise<Parsed | null> => {
  const bytes = await ports.shelf.read(path);
  if (bytes === null) return null;
  const parsed = parse(textOf(bytes));
  if (parsed.is !== 'damaged' || looks === 0) return parsed;
  await ports.sleep(patience.apartMs);
  return read(ports, path, looks - 1);
};

const told = (code: Code, path: string): Diagnostic => {
  const { title, means, remedy } = codes[code];
  return warning(code, { summary: title, detail: means, at: { file: path }, remedy });
};

interface Found {
  readonly kept: KeptDriftMemory;
  readonly diagnostics: readonly Diagnostic[];
}

/** The newest that can be read; what lies over it and cannot is said. null: the files changed meanwhile. */
const newest = async (ports: ShelfPorts, place: string): Promise<Found | null> => {
  const generations = await generationsIn(ports, place);
  const [generation = 0] = generations;
  const diagnostics: Diagnostic[] = [];
  for (const one of generations) {
    const path = pathOf(place, one);
    const parsed = await read(ports, path);
    if (parsed === null) return null;
    if (parsed.is === 'ours') return { kept: { generation, memory: parsed.memory, isOurs: true }, diagnostics };
    if (parsed.is === 'newer')
      return {
        kept: { generation, memory: noMemory, isOurs: false },
        diagnostics: [...diagnostics, told('DRF003', path)],
      };
    diagnostics.push(told('DRF002', path));
  }
  return { kept: { generation, memory: noMemory, isOurs: true }, diagnostics };
};

/** What drift runs remember; nothing where there was none. Damage is a warning: no finding depends on it. */
export const readDriftMemory = (ports: ShelfPorts, place: string): Promise<Result<KeptDriftMemory>> =>
  guarded(folderOf(place), async () => {
    for (;;) {
      const found = await newest(ports, place);
      if (found !== null) return succeed(found.kept, found.diagnostics);
    }
  });

/** The two newest stay, so that a torn one has something below it; what is damaged is left for who looks at it. */
const prune = async (ports: ShelfPorts, place: string, generation: number): Promise<void> => {
  for (const old of (await generationsIn(ports, place)).filter((one) => one < generation - 1)) {
    const bytes = await ports.shelf.read(pathOf(place, old));
    if (bytes !== null && parse(textOf(bytes)).is === 'ours') await ports.shelf.remove(pathOf(place, old));
  }
};

/** Writes the next generation, durable. False where another run has written it: then the memory is to be read again. */
export const keepDriftMemory = (
  ports: ShelfPorts,
  place: string,
  { generation, memory }: Pick<KeptDriftMemory, 'generation' | 'memory'>,
): Promise<Result<boolean>> =>
  guarded(folderOf(place), async () => {
    await ports.shelf.makeFolder(folderOf(place));
    const path = pathOf(place, generation + 1);
    const text = `${JSON.stringify({ format, ...memory }, null, 1)}\n`;
    if (!(await ports.shelf.keepWhole(path, text))) return succeed(false);
    // What could not be tidied up costs room alone.
    await guarded(folderOf(place), async () => {
      await prune(ports, place, generation + 1);
      return succeed(null);
    });
    return succeed(true);
  });
