import type { ObjectFault, ObjectPort } from '../core/objects.ts';
import { mayPass, troubleOf } from './bucket-trouble.ts';
import type { StorePorts } from './ports.ts';
import { bytesOf } from './text.ts';
import { trouble } from './trouble.ts';

/** How writes reach a bucket. */
export interface Bucket {
  readonly port: ObjectPort;
  readonly sleep: StorePorts['sleep'];
}

const tries = 6;
const firstMs = 500;
const longestMs = 8_000;

type Answer = { readonly is: string };
const isFault = (answer: Answer): answer is ObjectFault => answer.is === 'fault';

/** `lost`: a sending before this answer may have arrived. */
interface Known<A> {
  readonly answer: Exclude<A, ObjectFault>;
  readonly lost: boolean;
}

/**
 * Sends a write until its answer is known; every write of a store may be sent twice, because its key or its position takes it
 * once. `look` is asked after an answer that was lost: not undefined, it ends the matter.
 */
const send = async <A extends Answer>(
  { sleep }: Bucket,
  once: () => Promise<A>,
  look?: () => Promise<Exclude<A, ObjectFault> | undefined>,
): Promise<Known<A>> => {
  let lost = false;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await once();
    if (!isFault(answer)) return { answer: answer as Exclude<A, ObjectFault>, lost };
    lost ||= answer.lost;
    if (!mayPass(answer)) throw troubleOf(answer);
    const isLast = attempt === tries;
    if (!isLast) await sleep(Math.min(firstMs * 2 ** (attempt - 1), longestMs));
    const seen = lost ? await look?.() : undefined;
    if (seen !== undefined) return { answer: seen, lost };
    if (isLast) throw troubleOf(answer);
  }
};

export const getText = async ({ port }: Bucket, key: string): Promise<string | null> => {
  const got = await port.get(key);
  if (got.is === 'fault') throw troubleOf(got);
  return got.is === 'object' ? got.text : null;
};

/**
 * True where the object was made here. After a lost answer the text tells whose it is: locks and journals name their process,
 * a store its id, and what else is kept whole says the same whoever wrote it.
 */
export const createObject = async (bucket: Bucket, key: string, text: string): Promise<boolean> => {
  const { answer, lost } = await send(bucket, () => bucket.port.create(key, text));
  return answer.is === 'done' || (lost && (await getText(bucket, key)) === text);
};

/** The same for an object that grows. */
export const beginObject = async (bucket: Bucket, key: string, text: string): Promise<boolean> => {
  const { answer, lost } = await send(bucket, () => bucket.port.append(key, { position: 0, text }));
  return answer.is === 'done' || (lost && (await getText(bucket, key)) === text);
};

export const replaceObject = async (bucket: Bucket, key: string, text: string): Promise<void> => {
  await send(bucket, () => bucket.port.put(key, text));
};

export const removeObject = async (bucket: Bucket, key: string): Promise<void> => {
  await send(bucket, () => bucket.port.remove(key));
};

/** What is behind a position. before: nothing, it was not taken yet. */
const behind = async (bucket: Bucket, key: string, position: number): Promise<'gone' | 'short' | Uint8Array> => {
  const text = await getText(bucket, key);
  if (text === null) return 'gone';
  const bytes = bytesOf(text);
  return bytes.length < position ? 'short' : bytes.subarray(position);
};

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, at) => byte === b[at]);

/** Why an object that only its maker adds to does not end where he left it. */
const unlike = (found: 'gone' | 'short' | Uint8Array): Error => {
  if (found === 'gone') return trouble({ code: 'STO005', says: 'it is not there' });
  return trouble({ code: 'STO037', says: found === 'short' ? 'it is shorter' : 'other bytes are at its end' });
};

/**
 * Adds bytes at a position that the writer knows. The position is the fence: whoever sends the same twice, or writes where
 * another has written, is refused. A line whose answer was lost counts when it is read back, and not before.
 */
export const appendObject = async (
  bucket: Bucket,
  key: string,
  { position, text }: { readonly position: number; readonly text: string },
): Promise<void> => {
  const bytes = bytesOf(text);
  const look = async (): Promise<{ readonly is: 'done' } | undefined> => {
    const found = await behind(bucket, key, position);
    if (typeof found !== 'string' && same(found, bytes)) return { is: 'done' };
    if (typeof found === 'string' || found.length > 0) throw unlike(found);
    return undefined;
  };
  const { answer, lost } = await send(bucket, () => bucket.port.append(key, { position, text }), look);
  if (answer.is === 'done') return;
  const found = await behind(bucket, key, position);
  if (lost && typeof found !== 'string' && same(found, bytes)) return;
  throw unlike(found);
};
