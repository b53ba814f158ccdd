import type { Act, Last, Situation } from '../../src/core/lifecycle.ts';
import type { Probe } from '../../src/core/operation.ts';
import type { Again } from '../../src/core/step.ts';

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
  readonly at: 'reading' | Holding | 'accepted' | 'refused' | 'throttled';
  /** Not-done answers in a row since the window is over; lives in the process. */
  readonly notDone: number;
  readonly backedOff: boolean;
}

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

export interface Rules {
  readonly again: Again;
  readonly oneWay: boolean;
  readonly decide: (situation: Situation) => Act;
}

const act = (says: string, to: State, more: Pick<Move, 'end' | 'wrong'> = {}): Move => ({ by: 'act', says, to, ...more });
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
const restarts = (state: State, says: string, end?: End): readonly Move[] => {
  const fresh: State = { ...state, at: 'reading', notDone: 0, backedOff: true, soft: false };
  const more = end === undefined ? {} : { end };
  const kept = accident(says, withLate(fresh), more);
  if (!state.soft) return [kept];
  return [kept, accident(`${says}; its last line is lost`, withLate({ ...fresh, last: 'intended' }), more)];
};

/** Another runner takes the run over from one that is stopped, not dead, and wakes up later. */
const takenOver = (state: State): readonly Move[] => {
  if (state.at !== 'intending' && state.at !== 'intended' && state.at !== 'looked') return [];
  if (state.rival !== null || state.late !== null) return [];
  const rival = { at: state.at, dead: state.window === 'over' };
  return restarts({ ...state, rival, outdone: false }, `taken over while ${state.at}`);
};

const takesEffect = (state: State): readonly State[] =>
  [0, 1, 2].map((stale): State => ({
    ...state,
    accepted: state.accepted + 1,
    effect: state.effect === 'none' ? 'in-flight' : state.effect,
    stale,
    inTheAir: false,
  }));

/** What time alone does, at any point of a run. The signed call is dead when the window is over. */
const timePasses = (state: State): readonly Move[] => {
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
const rivalWakes = (state: State): readonly Move[] => {
  if (state.rival === null) return [];
  const gone: State = { ...state, rival: null };
  switch (state.rival.at) {
    case 'intending':
      return [accident('rival: intent', { ...state, late: 'intended', rival: { ...state.rival, at: 'intended' } })];
    case 'intended':
      return [accident('rival: fenced', gone)];
    case 'looked': {
      const refused = accident('rival: refused', { ...gone, late: 'refused' });
      if (state.rival.dead) return [refused];
      const took = takesEffect(gone);
      return [
        refused,
        accident('rival: throttled', { ...gone, late: 'throttled' }),
        ...took.map((to) => accident('rival: accepted', { ...to, late: 'sent' })),
        ...took.map((to) => accident('rival: arrived, and gone', to)),
      ];
    }
  }
};

const answersTo = (state: State): readonly { readonly probe: Probe['is']; readonly state: State }[] => {
  const truth = state.effect === 'none' ? 'not-done' : state.effect;
  const seen = (probe: Probe['is'], stale: number) => ({
    probe,
    state: { ...state, stale, notDone: probe === 'not-done' && state.window === 'over' ? state.notDone + 1 : 0 },
  });
  const all = [seen(truth, 0), seen('unreadable', state.stale)];
  return state.stale > 0 && truth !== 'not-done' ? [...all, seen('not-done', state.stale - 1)] : all;
};

const resumable = new Set<End>(['ambiguous', 'unreadable', 'unfinished']);

const ends = (state: State, end: End, wrong: string | null): readonly Move[] => {
  const last = end === 'done' || end === 'failed' ? end : state.last;
  const more = wrong === null ? { end } : { end, wrong };
  const over: State = { ...state, last, soft: false };
  return resumable.has(end)
    ? [act(end, over, more), ...restarts(state, `resumed after ${end}`)]
    : [act(end, over, more)];
};

interface Seen {
  readonly rules: Rules;
  readonly state: State;
  readonly probe: Probe['is'];
  readonly budgetLeft: boolean;
}

const situationOf = ({ rules, state, probe, budgetLeft }: Seen, expects: Situation['expects']): Situation => ({
  last: state.last,
  probe,
  again: rules.again,
  oneWay: rules.oneWay,
  type: 'change',
  sends: true,
  expects,
  windowOver: state.window === 'over',
  confirmed: state.notDone >= 2,
  backedOff: state.backedOff,
  budgetLeft,
});

const failureIsWrong = ({ state, probe }: Seen, because: string): string | null => {
  if (because === 'cloud' && probe !== 'failed') return 'failed without a probe that says so';
  return because === 'refused' && state.accepted > 0 ? 'called refused, and yet a call was accepted' : null;
};

/** Carries out one decision. What is compared asks for another decision with the same probe. */
const carryOut = (seen: Seen, expects: Situation['expects'] = 'unasked'): readonly Move[] => {
  const { state, probe } = seen;
  const decision = seen.rules.decide(situationOf(seen, expects));
  const says = `${state.last} and ${probe}: ${decision.act}`;
  switch (decision.act) {
    case 'return':
      return [act(says, state, { end: 'done' })];
    case 'compare':
      if (expects !== 'unasked') return [act(says, state, { wrong: 'compares for ever' })];
      return (['hold', 'moved', 'unreadable'] as const).flatMap((found) => carryOut(seen, found));
    case 'send':
      return [act(says, { ...state, at: 'intending', notDone: 0 })];
    case 'wait': {
      const rested: State = { ...state, backedOff: state.backedOff || decision.because === 'throttled' };
      return [{ by: 'wait', says: `${says}, ${decision.because}`, to: { ...rested, notDone: Math.min(2, rested.notDone) } }];
    }
    case 'record-done':
      return ends(state, 'done', probe === 'done' && state.effect === 'done' ? null : 'done without evidence');
    case 'record-failed':
      return ends(state, 'failed', failureIsWrong(seen, decision.because));
    case 'end':
      return ends(
        state,
        decision.as,
        decision.as === 'ambiguous' && probe === 'unreadable' ? 'ambiguous concluded from a failed read' : null,
      );
  }
};

const reading = (rules: Rules, state: State): readonly Move[] =>
  answersTo(state).flatMap(({ probe, state: after }) =>
    [true, false].flatMap((budgetLeft) => carryOut({ rules, state: after, probe, budgetLeft })),
  );

/** A request in hand: every way it may be answered, or not. Past its window the cloud refuses it as dead. */
const sending = (state: State): readonly Move[] => {
  const read: State = { ...state, at: 'reading' };
  const back = (says: string, to: State): readonly Move[] => [act(says, to), ...restarts(to, `crash: ${says}`)];
  const answered = (at: State['at'], to: State): readonly Move[] => back(at, { ...to, at });
  if (state.window === 'over') return answered('refused', state);
  const accepted = takesEffect(state);
  return [
    ...accepted.flatMap((to) => answered('accepted', to)),
    ...answered('refused', state),
    ...answered('throttled', state),
    ...accepted.flatMap((to) => back('unanswered, and arrived', { ...to, at: 'reading' })),
    ...back('unanswered, never arrives', read),
    ...back('unanswered, arrives late', { ...read, inTheAir: true }),
  ];
};

const answeredLast = { accepted: 'sent', refused: 'refused', throttled: 'throttled' } as const;

/** Everything that can happen next. */
export const movesFrom = (rules: Rules, state: State): readonly Move[] => {
  const crash = restarts(state, 'crash');
  const also = [...crash, ...takenOver(state), ...timePasses(state), ...rivalWakes(state)];
  switch (state.at) {
    case 'reading':
      return [...reading(rules, state), ...restarts(state, 'cancelled', 'cancelled'), ...also];
    case 'intending':
      return [
        act('intent on the disk', {
          ...{ ...state, at: 'intended', last: 'intended', window: 'open', soft: false },
          outdone: true,
        }),
        ...restarts(state, 'cancelled', 'cancelled'),
        ...also,
      ];
    case 'intended':
      return [act('the lock is ours', { ...state, at: 'looked' }), ...restarts(state, 'fenced', 'fenced'), ...also];
    case 'looked':
      return [...sending(state), ...also];
    case 'accepted':
    case 'refused':
    case 'throttled': {
      const backedOff = state.at !== 'throttled';
      const last = answeredLast[state.at];
      return [act(`${last} journaled`, { ...state, at: 'reading', last, soft: true, backedOff }), ...also];
    }
  }
};
