import type { ObjectFault, ObjectPort } from '../../src/core/objects.ts';

type Write = 'create' | 'put' | 'append' | 'remove';

/** What becomes of a write: it is lost on its way, its answer is, or the service has no time for it. */
export type Mishap = 'before' | 'after' | 'throttled';

/** A bucket in memory. */
export interface MemoryBucket {
  readonly port: ObjectPort;
  readonly objects: Map<string, { text: string; readonly grows: boolean }>;
  /** The writes so far, as `append runs/…`. */
  readonly writes: string[];
  /** Asked before each write, by its number from 1. */
  mishap: (write: number, name: Write, key: string) => Mishap | ObjectFault | undefined;
  /** Asked before each read. */
  refuse: (key: string) => ObjectFault | undefined;
  /** Lists show what there was when this was set, and nothing since. */
  readonly freezeLists: () => void;
}

export const faultOf = (why: ObjectFault['why'], lost = false): ObjectFault => ({ is: 'fault', why, says: why, lost });

const size = (text: string): number => Buffer.byteLength(text);

export const memoryBucket = (): MemoryBucket => {
  const objects: MemoryBucket['objects'] = new Map();
  const writes: string[] = [];
  let frozen: readonly string[] | null = null;
  const read = async <T>(key: string, act: () => T): Promise<T | ObjectFault> => {
    await Promise.resolve();
    return it.refuse(key) ?? act();
  };
  const write = async <T>(name: Write, key: string, act: () => T): Promise<T | ObjectFault> => {
    await Promise.resolve();
    writes.push(`${name} ${key}`);
    const mishap = it.mishap(writes.length, name, key);
    if (mishap === 'throttled') return faultOf('throttled');
    if (mishap === 'before') return faultOf('away', true);
    if (mishap !== undefined && mishap !== 'after') return mishap;
    const answer = act();
    return mishap === 'after' ? faultOf('away', true) : answer;
  };
  const port: ObjectPort = {
    get: (key) =>
      read(key, () => {
        const object = objects.get(key);
        return object === undefined ? ({ is: 'absent' } as const) : ({ is: 'object', text: object.text } as const);
      }),
    list: (prefix) =>
      read(prefix, () => {
        const keys = (frozen ?? [...objects.keys()]).filter((key) => key.startsWith(prefix));
        const names = new Set(keys.map((key) => key.slice(prefix.length).split('/')[0] ?? ''));
        return { is: 'names', names: [...names] } as const;
      }),
    create: (key, text) =>
      write('create', key, () => {
        if (objects.has(key)) return { is: 'taken' } as const;
        objects.set(key, { text, grows: false });
        return { is: 'done' } as const;
      }),
    put: (key, text) =>
      write('put', key, () => {
        objects.set(key, { text, grows: false });
        return { is: 'done' } as const;
      }),
    append: (key, { position, text }) =>
      write('append', key, () => {
        const object = objects.get(key) ?? { text: '', grows: true };
        if (!object.grows || size(object.text) !== position) return { is: 'elsewhere' } as const;
        objects.set(key, { text: object.text + text, grows: true });
        return { is: 'done' } as const;
      }),
    remove: (key) =>
      write('remove', key, () => {
        objects.delete(key);
        return { is: 'done' } as const;
      }),
  };
  const freezeLists = (): void => {
    frozen = [...objects.keys()];
  };
  const it: MemoryBucket = { port, objects, writes, mishap: () => undefined, refuse: () => undefined, freezeLists };
  return it;
};
