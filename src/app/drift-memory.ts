import { canonical } from '../core/canonical.ts';
import { codes } from '../core/codes.ts';
import { warning, type Diagnostic } from '../core/diagnostic.ts';
import { compareLook, rememberTold, type Compared, type Look, type Told } from '../core/drift/memory.ts';
import type { MemoryState } from '../render/model/drift-model.ts';
import type { KeptDriftMemory } from '../store/drift-memory.ts';
import type { Store } from '../store/store.ts';

/** What a look is against the looks before; `compared` is null where nobody remembers any. */
export interface Remembered {
  readonly state: MemoryState;
  readonly compared: Compared | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** So many other runs would have to write in between, one after the other. */
const tries = 50;

const unwritten = (why: readonly Diagnostic[]): Diagnostic => {
  const { title, means, remedy } = codes.DRF004;
  const [first] = why;
  return warning('DRF004', {
    summary: first === undefined ? title : `${title}: ${first.summary}`,
    detail: means,
    ...(first?.at === undefined ? {} : { at: first.at }),
    remedy,
  });
};

const busy = warning('DRF004', {
  summary: `${codes.DRF004.title}: others wrote into drift/ of the store each of ${String(tries)} times`,
  detail: codes.DRF004.means,
  remedy: 'Run fewer drift runs at a time on one store.',
});

type Change = (kept: KeptDriftMemory) => KeptDriftMemory['memory'];

type Written =
  | { readonly is: 'kept'; readonly kept: KeptDriftMemory; readonly diagnostics: readonly Diagnostic[] }
  | { readonly is: 'unread'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly is: 'unwritten'; readonly kept: KeptDriftMemory; readonly diagnostics: readonly Diagnostic[] };

/** Changes what is remembered, again where another run was faster. What stays the same is not written. */
const rewrite = async (store: Store, change: Change, left = tries): Promise<Written> => {
  const read = await store.readDriftMemory();
  if (!read.ok) return { is: 'unread', diagnostics: [unwritten(read.diagnostics)] };
  const { value: kept, diagnostics } = read;
  if (!kept.isOurs) return { is: 'unread', diagnostics };
  const memory = change(kept);
  if (canonical(memory) === canonical(kept.memory)) return { is: 'kept', kept, diagnostics };
  if (left === 0) return { is: 'unwritten', kept, diagnostics: [...diagnostics, busy] };
  const writable = await store.ensure();
  const written = writable.ok
    ? await writable.value.keepDriftMemory({ generation: kept.generation, memory })
    : writable;
  if (!written.ok) return { is: 'unwritten', kept, diagnostics: [...diagnostics, unwritten(written.diagnostics)] };
  return written.value ? { is: 'kept', kept, diagnostics } : rewrite(store, change, left - 1);
};

/** Compares a look with what drift runs remember, and remembers it for the next. Where there is no store, none is made. */
export const rememberLook = async (store: Store, look: Look): Promise<Remembered> => {
  if (store.id === null) return { state: 'none', compared: null, diagnostics: [] };
  const written = await rewrite(store, ({ memory }) => compareLook(memory, look).next);
  const { is: state, diagnostics } = written;
  if (written.is === 'unread') return { state, compared: null, diagnostics };
  return { state, compared: compareLook(written.kept.memory, look), diagnostics };
};

/** Remembers what somebody outside was notified of. */
export const rememberNotified = async (store: Store, told: Told): Promise<readonly Diagnostic[]> => {
  if (store.id === null) return [];
  return (await rewrite(store, ({ memory }) => rememberTold(memory, told))).diagnostics;
};
