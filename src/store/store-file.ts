import { codes } from '../core/codes.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { ShelfPorts } from './ports.ts';
import { readThere } from './shelf.ts';
import { textOf } from './text.ts';

const format = 'onward.store/1';

const pathOf = (place: string): string => `${place}/store.json`;

const foreign = (place: string, why: string): Diagnostic =>
  error('STO007', {
    summary: `${codes.STO007.title}: ${why}`,
    detail: codes.STO007.means,
    at: { file: pathOf(place) },
    remedy: codes.STO007.remedy,
  });

const newer = (place: string, found: string): Diagnostic =>
  error('STO008', {
    summary: `The store has format ${JSON.stringify(found)}; this tool reads ${format}`,
    detail: codes.STO008.means,
    at: { file: pathOf(place) },
    remedy: codes.STO008.remedy,
  });

const parse = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
};

const idIn = (place: string, bytes: Uint8Array): Result<string> => {
  const fields = parse(textOf(bytes) ?? '');
  const found = fields['format'];
  if (typeof found === 'string' && /^onward\.store\/([2-9]|\d\d+)$/.test(found)) return fail(newer(place, found));
  const id = fields['id'];
  if (found !== format || typeof id !== 'string' || id === '') return fail(foreign(place, 'its store.json is another'));
  return succeed(id);
};

/** The id of the store at `place`; null where there is none yet. */
export const storeId = async (ports: ShelfPorts, place: string): Promise<Result<string | null>> => {
  const bytes = await ports.shelf.read(pathOf(place));
  if (bytes !== null) return idIn(place, bytes);
  const names = await ports.shelf.names(place);
  const orphans = ['runs', 'targets'].filter((name) => names.includes(name));
  if (orphans.length === 0) return succeed(null);
  // Another process may have made the store between the two looks.
  const since = await ports.shelf.read(pathOf(place));
  if (since !== null) return idIn(place, since);
  return fail(foreign(place, `${orphans.join(' and ')} without a store.json`));
};

/** Without links the name of the file comes before its text, so another's may still be on its way. */
const idOfOther = async (ports: ShelfPorts, place: string, looks = 20): Promise<Result<string>> => {
  const id = idIn(place, await readThere(ports.shelf, pathOf(place)));
  if (id.ok || looks === 0) return id;
  await ports.sleep(100);
  return idOfOther(ports, place, looks - 1);
};

/** Makes the store; of many at once all get the one id. */
export const makeStore = async (ports: ShelfPorts, place: string): Promise<Result<string>> => {
  const id = ports.unique();
  await ports.shelf.makeFolder(place);
  const text = `${JSON.stringify({ format, id })}\n`;
  if (await ports.shelf.keepWhole(pathOf(place), text)) return succeed(id);
  return idOfOther(ports, place);
};
