import type { Last } from '../../src/core/lifecycle.ts';

/** How a cloud and a run stand, as far as a decision or an accident can depend on it. Finite on purpose. */
export interface State {
  readonly effect: 'none' | 'in-flight' | 'done' | 'failed';
  /** Calls that took effect, anybody's. */
  readonly accepted: number;
  /** Reads that may still not show the effect. */
  readonly stale: number;
  /** A signed call was let go, and may arrive as long as the window is open. */
  readonly inTheAir: boolean;
  /** Of the newest intent. */
  readonly window: 'none' | 'open' | 'over';
  readonly last: Last;
  /** The newest line is not on the disk yet: a crash may lose it. */
  readonly soft: boolean;
  readonly at: 'reading' | Holding | 'accepted' | 'refused' | 'throttled' | 'unsent';
  /** Not-done answers in a row since the window is over; lives in the process. */
  readonly notDone: number;
  readonly backedOff: boolean;
  /** A runner that lost the run and lives on: how far it had come, and whether its signed call is dead. */
  readonly rival: { readonly at: Holding; readonly dead: boolean } | null;
  /** What the rival wrote too late for the holder to read; the next holder finds it, before whatever came after it. */
  readonly late: 'intended' | 'sent' | 'refused' | 'throttled' | 'unsent' | null;
  /** An intent was written since the rival lost the run: it outdoes whatever is late. */
  readonly outdone: boolean;
}

/** Between a decision to send and the call. */
export type Holding = 'intending' | 'intended' | 'looked';

export type End = 'done' | 'failed' | 'stale' | 'ambiguous' | 'unreadable' | 'unfinished' | 'cancelled' | 'fenced';

/** `act`: the run does something; `wait`: it waits and has said why; `accident`: time, crash, cancel, another runner. */
export interface Move {
  readonly by: 'act' | 'wait' | 'accident';
  readonly says: string;
  readonly to: State;
  readonly end?: End;
  /** What must never be: said when this move proves it. */
  readonly wrong?: string;
}

const accident = (says: string, to: State, more: Pick<Move, 'end'> = {}): Move => ({
  by: 'accident',
  says,
  to,
  ...more,
});

/** Late lines stand where their writer lost the run, so an intent written since comes after them. */
const withLate = (state: State): State => {
  if (state.late === null) return state;
  const told = state.outdone ? state.last : state.late;
  const window = !state.outdone && state.late === 'intended' ? 'open' : state.window;
  return { ...state, last: told, window, late: null };
};

/** Another process begins with what the journal says; what was not on the disk may be lost. */
export const restarts = (state: State, says: string, end?: End): readonly Move[] => {
  const fresh: State = { ...state, at: 'reading', notDone: 0, backedOff: true, soft: false };
  const more = end === undefined ? {} : { end };
  const kept = accident(says, withLate(fresh), more);
  if (!state.soft) return [kept];
  // Without the word that it was not sent, its fence counts again.
  const window = fresh.window === 'none' ? 'open' : fresh.window;
  return [kept, accident(`${says}; its last line is lost`, withLate({ ...fresh, last: 'intended', window }), more)];
};

/** Another runner takes the run over from one that is stopped, not dead, and wakes up later. */
export const takenOver = (state: State): readonly Move[] => {
  if (state.at !== 'intending' && state.at !== 'intended' && state.at !== 'looked') return [];
  if (state.rival !== null || state.late !== null) return [];
  const rival = { at: state.at, dead: state.window === 'over' };
  return restarts({ ...state, rival, outdone: false }, `taken over while ${state.at}`);
};

export const takesEffect = (state: State): readonly State[] =>
  [0, 1, 2].map((stale): State => ({
    ...state,
    accepted: state.accepted + 1,
    effect: state.effect === 'none' ? 'in-flight' : state.effect,
    stale,
    inTheAir: false,
  }));

/** What time alone does, at any point of a run. The signed call is dead when the window is over. */
export const timePasses = (state: State): readonly Move[] => {
  const moves: Move[] = [];
  if (state.inTheAir) moves.push(...takesEffect(state).map((to) => accident('the late call arrives', to)));
  if (state.effect === 'in-flight') {
    moves.push(accident('the cloud succeeds', { ...state, effect: 'done' }));
    moves.push(accident('the cloud fails', { ...state, effect: 'failed' }));
  }
  if (state.window === 'open') {
    const stale = Math.min(state.stale, 1);
    const rival = state.rival === null ? null : { ...state.rival, dead: true };
    moves.push(accident('the window is over', { ...state, window: 'over', inTheAir: false, stale, rival }));
  }
  return moves;
};

/** What the rival does when it wakes up. It looks at the lock after its intent; a call it had signed before goes out. */
export const rivalWakes = (state: State): readonly Move[] => {
  if (state.rival === null) return [];
  const gone: State = { ...state, rival: null };
  switch (state.rival.at) {
    case 'intending':
      return [accident('rival: intent', { ...state, late: 'intended', rival: { ...state.rival, at: 'intended' } })];
    case 'intended':
      return [accident('rival: fenced', gone)];
    case 'looked': {
      const refused = accident('rival: refused', { ...gone, late: 'refused' });
      const unsent = accident('rival: not sent', { ...gone, late: 'unsent' });
      if (state.rival.dead) return [refused, unsent];
      const took = takesEffect(gone);
      return [
        refused,
        unsent,
        accident('rival: throttled', { ...gone, late: 'throttled' }),
        ...took.map((to) => accident('rival: accepted', { ...to, late: 'sent' })),
        ...took.map((to) => accident('rival: arrived, and gone', to)),
      ];
    }
  }
};
