import type { Owner } from '../core/journal.ts';
import { codes } from '../core/codes.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { ShelfPorts } from './ports.ts';
import { isRunId } from './run-id.ts';
import type { LockState } from './store.ts';
import { lockName, targetName } from './target-file.ts';
import { epochsThere } from './epochs.ts';
import { readThere } from './shelf.ts';
import { textOf } from './text.ts';

const format = 'onward.lock/1';

/** The newest lock of a target. `state` is null where the file is not one of ours (torn by a crash, or tampered with). */
export interface LockFile {
  readonly epoch: number;
  readonly path: string;
  readonly text: string;
  readonly state: LockState | null;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? { ...value } : {});

const parse = (text: string): Fields => {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return {};
  }
};

const ownerOf = (value: unknown): Owner | null => {
  const { host, boot, pid, start } = fieldsOf(value);
  if (typeof host !== 'string' || typeof boot !== 'string' || typeof start !== 'string') return null;
  return typeof pid === 'number' && Number.isSafeInteger(pid) ? { host, boot, pid, start } : null;
};

const stateOf = (fields: Fields, key: string, epoch: number): LockState | null => {
  const { run, since, beat, released } = fields;
  const owner = ownerOf(fields['owner']);
  if (fields['format'] !== format || fields['key'] !== key || fields['epoch'] !== epoch || owner === null) return null;
  if (typeof run !== 'string' || !isRunId(run) || typeof since !== 'string' || typeof beat !== 'number') return null;
  return typeof released === 'boolean' ? { key, epoch, run, owner, since, beat, released } : null;
};

export const lockText = (state: LockState): string => `${JSON.stringify({ format, ...state })}\n`;

const newer = (path: string): Diagnostic =>
  error('STO008', {
    summary: codes.STO008.title,
    detail: `${codes.STO008.means} It is the lock of a target. Nothing was sent.`,
    at: { file: path },
    remedy: codes.STO008.remedy,
  });

export const targetsFolder = (place: string): string => `${place}/targets`;

/** The path of one lock. */
export const lockPath = (
  ports: ShelfPorts,
  place: string,
  lock: { readonly key: string; readonly epoch: number },
): string => `${targetsFolder(place)}/${lockName(targetName(lock.key, ports.sha256), lock.epoch)}`;

export const lockEpochs = (ports: ShelfPorts, place: string, key: string): Promise<readonly number[]> =>
  epochsThere(ports.shelf, {
    folder: targetsFolder(place),
    before: `${targetName(key, ports.sha256)}.`,
    after: '.json',
  });

export const readLock = async (
  ports: ShelfPorts,
  place: string,
  lock: { readonly key: string; readonly epoch: number },
): Promise<Result<LockFile>> => {
  const path = lockPath(ports, place, lock);
  const text = textOf(await readThere(ports.shelf, path)) ?? '';
  const fields = parse(text);
  if (/^onward\.lock\/([2-9]|\d\d+)$/.test(String(fields['format']))) return fail(newer(path));
  return succeed({ epoch: lock.epoch, path, text, state: stateOf(fields, lock.key, lock.epoch) });
};

/** The newest lock of a target; null where none was ever taken. */
export const newestLock = async (ports: ShelfPorts, place: string, key: string): Promise<Result<LockFile | null>> => {
  const epoch = (await lockEpochs(ports, place, key)).at(-1);
  return epoch === undefined ? succeed(null) : readLock(ports, place, { key, epoch });
};

/** The targets whose locks a run ever held; null where one of all locks cannot be read, since it may be one of them. */
export const keysHeldBy = async (
  { shelf }: ShelfPorts,
  place: string,
  id: string,
): Promise<readonly string[] | null> => {
  const folder = targetsFolder(place);
  const keys = new Set<string>();
  for (const name of await shelf.names(folder)) {
    const { key, run } = parse(textOf(await readThere(shelf, `${folder}/${name}`)) ?? '');
    if (typeof key !== 'string' || typeof run !== 'string') return null;
    if (run === id) keys.add(key);
  }
  return [...keys];
};
